// @ts-check
// What the generated pages say around what they are made of, in both languages.

import { existsSync, readFileSync } from 'node:fs';

const WORDS = new URL('../../docs/zh/words/', import.meta.url);

/** @typedef {'en' | 'zh'} Language */

/** Where the pages of a language stand in docs/. @type {Readonly<Record<Language, string>>} */
export const FOLDERS = { en: '', zh: 'zh/' };

/**
 * A sentence in English with its Chinese one and the English one that this was made from.
 *
 * @typedef {{ readonly en: string, readonly zh: string }} Translation
 */

/** @param {string} name @returns {Record<string, any>} */
function readWords(name) {
  const file = new URL(`${name}.zh.json`, WORDS);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

const LOSSES = readWords('losses');
const LABELS = readWords('labels');
/** Short texts by the English one. @type {Readonly<Record<string, string>>} */
const SHORT = { ...readWords('inputs'), ...readWords('figures'), ...readWords('porting') };

/** Shown beside a translation whose English sentence has changed since. */
export const STALE = '英文版已更新';

/**
 * A sentence of a loss in a language: in Chinese with the English one where that is newer, and the English one alone where there is
 * no other.
 *
 * @param {Language} language
 * @param {readonly string[]} path Where it stands: `['huber', 'options', 'delta']`.
 * @param {string} english As it is today.
 */
export function sentenceIn(language, path, english) {
  if (language === 'en') return english;
  /** @type {Translation | undefined} */
  const translation = path.reduce((words, key) => words?.[key], /** @type {any} */ (LOSSES));
  if (!translation?.zh) return english;
  return translation.en === english ? translation.zh : `${translation.zh} (${STALE}: ${english})`;
}

/** The Chinese name of a loss, where it has one. @param {string} loss @returns {string | undefined} */
export function chineseName(loss) {
  return LOSSES[loss]?.name;
}

/** A word of the declaration. @param {Language} language @param {'family' | 'target' | 'prediction'} kind @param {string} label */
export function labelIn(language, kind, label) {
  return language === 'zh' ? (LABELS[kind]?.[label] ?? label) : label;
}

/** A short text, such as the meaning of an input. @param {Language} language @param {string} english */
export function shortIn(language, english) {
  return language === 'zh' ? (SHORT[english] ?? english) : english;
}

/** Whether a short text has a Chinese one; an empty one needs none. @param {string} english */
export const isTranslated = (english) => english === '' || SHORT[english] !== undefined;

/** Headings and sentences that stand on many pages. */
export const TEXTS = {
  en: {
    comma: ', ',
    labelled: (/** @type {string} */ label, /** @type {string} */ text) => `${label}: ${text}`,
    family: 'family',
    alsoKnownAs: 'also known as',
    value: 'loss',
    slope: 'slope of the loss',
    over: 'over the',
    curveOf: (/** @type {string} */ fixed) =>
      `What it costs, and how hard it pulls, computed by the loss itself${fixed && `; ${fixed}`}.`,
    useIt: 'When to use it',
    use: 'Use it when',
    avoid: 'Not when',
    formula: 'Formula',
    domain: 'Domain',
    detail: 'In detail',
    example: 'Example',
    drawn: 'Its curve with other options, and what the command line knows of it:',
    inputs: 'Inputs',
    input: 'input',
    shape: 'shape',
    type: 'type',
    meaning: 'meaning',
    either: 'int32 or float32',
    reduced: (/** @type {string} */ shape, /** @type {'mean' | 'sum'} */ reduction) =>
      `The unreduced loss has shape ${shape}; it is reduced to its ${reduction}.`,
    options: 'Options',
    option: 'option',
    default: 'default',
    range: 'range',
    none: 'none',
    noOptions: 'None of its own.',
    shared: 'As every loss it takes `reduction`, `weights` and `mask`.',
    porting: 'In other libraries',
    notPorted: 'None that it was compared with.',
    library: 'library',
    portingLead: 'Compared in value and gradient:',
    measured: 'What was measured',
    notMeasured: 'Not measured yet on a real task. On yours, this settles it:',
    studiedIn: (/** @type {readonly string[]} */ links) => `Compared with others in ${links.join(', ')}.`,
    noCommand:
      'It is no loss of a task by itself: a script calls it where it makes the loss of a batch, so that no command compares it.',
    penaltyAdded: 'It is added to a loss with `+`.',
    cost: 'Cost',
    costLead: (/** @type {string} */ machine) => `Value and gradient of one call, one thread of ${machine}:`,
    inputsOf: 'inputs',
    losskit: 'losskit, compiled step',
    original: 'the original',
    allTimes: 'Times of all losses',
    source: 'Source',
    code: 'The whole loss',
    related: 'Related',
    traits: {
      batchDependent: 'depends on the other rows of the batch',
      notDifferentiable: 'cannot train a model: no slope',
      notTwice: 'no second derivative',
      trained: 'has inputs that are trained',
    },
    index: {
      title: 'Losses',
      lead: (/** @type {number} */ losses, /** @type {number} */ families) =>
        `All ${losses} losses, in ${families} families, under one contract. Not sure where to start? [Choose by target and trouble](../how-to/choose-a-loss.md).`,
      loss: 'loss',
      measures: 'what it measures',
    },
  },
  zh: {
    comma: '、',
    labelled: (/** @type {string} */ label, /** @type {string} */ text) => `${label}：${text}`,
    family: '类别',
    alsoKnownAs: '又名',
    value: '损失',
    slope: '损失的斜率',
    over: '随',
    curveOf: (/** @type {string} */ fixed) =>
      `损失的大小与拉力，由损失函数本身算出${fixed && `；${fixed}`}。`,
    useIt: '何时使用',
    use: '适用',
    avoid: '不适用',
    formula: '公式',
    domain: '定义域',
    detail: '细节',
    example: '示例',
    drawn: '画出其他选项下的曲线，以及在命令行查看说明：',
    inputs: '输入',
    input: '输入',
    shape: '形状',
    type: '类型',
    meaning: '含义',
    either: 'int32 或 float32',
    reduced: (/** @type {string} */ shape, /** @type {'mean' | 'sum'} */ reduction) =>
      `归约前的形状为 ${shape}；默认归约为${{ mean: '均值', sum: '总和' }[reduction]}。`,
    options: '选项',
    option: '选项',
    default: '默认值',
    range: '取值范围',
    none: '无',
    noOptions: '没有自己的选项。',
    shared: '与所有损失函数一样，接受 `reduction`、`weights` 和 `mask`。',
    porting: '在其他库中',
    notPorted: '没有与之对照过的。',
    library: '库',
    portingLead: '数值和梯度均已对照：',
    measured: '实测结果',
    notMeasured: '尚未在真实任务上测量。在你的任务上，用这条命令判断：',
    studiedIn: (/** @type {readonly string[]} */ links) => `与其他损失函数的比较见${links.join('、')}。`,
    noCommand: '它不能单独作为任务的损失函数：由脚本在计算批次损失时调用，因此没有可以比较它的命令。',
    penaltyAdded: '用 `+` 加到损失函数上。',
    cost: '开销',
    costLead: (/** @type {string} */ machine) => `一次调用的数值和梯度，${machine} 的单个线程：`,
    inputsOf: '输入',
    losskit: 'losskit，编译后的步骤',
    original: '原库',
    allTimes: '所有损失函数的用时 (英文)',
    source: '来源',
    code: '完整代码',
    related: '相关损失函数',
    traits: {
      batchDependent: '取决于批次中的其他行',
      notDifferentiable: '没有斜率，不能用来训练',
      notTwice: '没有二阶导数',
      trained: '带有随模型训练的输入',
    },
    index: {
      title: '损失函数',
      lead: (/** @type {number} */ losses, /** @type {number} */ families) =>
        `全部 ${losses} 个损失函数，分为 ${families} 类，遵守同一约定。不知从何选起？[按目标和难题选择](../how-to/choose-a-loss.md)。`,
      loss: '损失函数',
      measures: '衡量什么',
    },
  },
};

const RANGES = {
  'a tensor or array': '张量或数组',
  'true or false': 'true 或 false',
  ' and an integer': '，整数',
  ' an integer': ' 为整数',
  ' a number or infinite': ' 为数或无穷大',
  ' a finite number': ' 为有限数',
  ' or a function': ' 或函数',
};

/** The range of an option, which English words may end. @param {Language} language @param {string} range */
export function rangeIn(language, range) {
  if (language === 'en') return range;
  return Object.entries(RANGES).reduce((text, [english, chinese]) => text.replace(english, chinese), range);
}

/** The shape of an input or of an unreduced loss, of which there may be two. @param {Language} language @param {string} shape */
export function shapeIn(language, shape) {
  if (language === 'en') return shape;
  return shape.replace(/, or (\[.*\]) with perSample$/, '，用 perSample 时为 $1').replace(' or ', ' 或 ');
}
