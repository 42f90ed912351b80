import { isRows, type Rows } from '@losskit/data';
import { describeValue, LosskitError } from '@losskit/errors';
import { asModelInputs, checkInputPrecision, checkPrecision } from './asModelInputs.ts';
import type { GivenData } from './GivenRows.ts';
import type { KindName } from './kinds/kindNames.ts';
import type { TargetKind } from './kinds/TargetKind.ts';
import type { TargetShape } from './kinds/TargetShape.ts';
import { dataProblem, longestIn, namesIn, readRows } from './readRows.ts';
import type { TaskData, TaskRows } from './TaskData.ts';
import type { TaskDefinition } from './TaskDefinition.ts';

/** What reading data needs of a kind of target. */
type TargetReader = Pick<
  TargetKind<never>,
  'name' | 'dtype' | 'padsTargets' | 'ordersClasses' | 'shapeOf' | 'problemOf'
>;

/** The targets of the parts that train and judge, which together tell how many classes there are. */
function judgedTargets({ train, validation, test }: TaskData): readonly Rows[] {
  return [train.targets, validation.targets, test.targets];
}

/** What the targets are: that of the training part, as wide as the widest part. */
export function shapeOfData(
  kind: Pick<TargetReader, 'shapeOf'>,
  data: TaskData,
  classes: number | undefined,
): TargetShape {
  const [train, ...others] = judgedTargets(data).map((targets) => kind.shapeOf(targets, classes));
  if (!train) return { rowShape: [], width: 1 };
  return { ...train, width: others.reduce((most, { width }) => Math.max(most, width), train.width) };
}

function checkTargets(where: string, kind: TargetReader, rows: TaskRows, shape: TargetShape): void {
  if (rows.targets.rowShape.join() !== shape.rowShape.join()) {
    throw dataProblem(
      where,
      `targets of shape [${shape.rowShape}] a row like the training part`,
      `[${rows.targets.rowShape}]`,
    );
  }
  const found = kind.problemOf(rows.targets, shape);
  if (!found) return;
  throw new LosskitError('data-malformed', `${where}, row ${found.row}, target: expected ${found.problem}.`);
}

/** Names and shapes of the inputs, without the number of rows. */
function shapesOf({ inputs }: TaskRows): string {
  if (isRows(inputs)) return `[${inputs.rowShape}]`;
  return Object.entries(inputs)
    .map(([name, { rowShape }]) => `${name} [${rowShape}]`)
    .join(', ');
}

async function callData(where: string, make: () => GivenData | Promise<GivenData>): Promise<GivenData> {
  let given: GivenData;
  try {
    given = await make();
  } catch (cause) {
    if (cause instanceof LosskitError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new LosskitError('task-failed', `${where}: data threw: ${message}`, {}, { cause });
  }
  for (const part of ['train', 'validation', 'test'] as const) {
    if (typeof given === 'object' && given !== null && typeof given[part] === 'object') continue;
    throw dataProblem(where, `data to give train, validation and test`, describeValue(given));
  }
  return given;
}

/**
 * The data of a task for a seed, read and checked.
 *
 * @throws LosskitError `task-failed` where the task's function throws, `data-malformed` naming part, row and column.
 */
export async function loadData<Kind extends KindName>(
  definition: TaskDefinition<Kind>,
  kind: TargetReader,
  seed: number,
): Promise<TaskData> {
  const where = `task ${definition.name}`;
  const given = await callData(where, () => definition.data({ seed }));
  const { more = {}, targetScaler, inputScaler } = given;
  if (targetScaler && kind.name !== 'continuous') {
    throw dataProblem(where, 'targetScaler on continuous targets only', `it on ${kind.name}`);
  }
  const parts = { train: given.train, validation: given.validation, test: given.test };
  const all = Object.values(parts);
  const namesFound = definition.classNames === undefined ? namesIn(all) : undefined;
  if (kind.ordersClasses && namesFound) {
    throw dataProblem(
      where,
      'classNames in the order of the classes beside targets that are names',
      `names alone, ${namesFound.join(', ')}`,
    );
  }
  const reading = {
    dtype: kind.dtype,
    classNames: definition.classNames ?? namesFound,
    featureNames: definition.featureNames,
  };
  const padTo = kind.padsTargets ? longestIn(all) : undefined;
  const read = (name: string, part: GivenData['train']) =>
    readRows(`${where}, ${name} part`, part, reading, padTo);
  const extra: Record<string, TaskRows> = {};
  for (const [name, part] of Object.entries(more)) extra[name] = await read(name, part);
  const data: TaskData = {
    train: await read('train', parts.train),
    validation: await read('validation', parts.validation),
    test: await read('test', parts.test),
    classNames: reading.classNames,
    more: extra,
    targetScaler,
    inputScaler,
  };
  checkInputPrecision(`${where}, train part`, data.train);
  if (kind.dtype === 'float64' && !targetScaler) {
    const remedy = 'standardized of losskit with targets: true centres them first';
    checkPrecision(`${where}, train part`, 'target', data.train.targets, remedy);
  }
  const shape = shapeOfData(kind, data, reading.classNames?.length);
  for (const [name, rows] of Object.entries({
    train: data.train,
    validation: data.validation,
    test: data.test,
  })) {
    checkTargets(`${where}, ${name} part`, kind, rows, shape);
    if (shapesOf(rows) === shapesOf(data.train)) continue;
    throw dataProblem(
      `${where}, ${name} part`,
      `inputs of ${shapesOf(data.train)} a row like the training part`,
      shapesOf(rows),
    );
  }
  return {
    ...data,
    train: asModelInputs(data.train),
    validation: asModelInputs(data.validation),
    test: asModelInputs(data.test),
    more: Object.fromEntries(Object.entries(extra).map(([name, rows]) => [name, asModelInputs(rows)])),
  };
}
