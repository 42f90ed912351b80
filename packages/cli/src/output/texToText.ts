/** Commands that stand for a character, or for a name that is set upright. */
const SYMBOLS: Readonly<Record<string, string>> = {
  ...{ alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', varepsilon: 'ε', lambda: 'λ', mu: 'μ' },
  ...{ pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', theta: 'θ', phi: 'φ', omega: 'ω', Delta: 'Δ', Sigma: 'Σ' },
  ...{
    eta: 'η',
    kappa: 'κ',
    nu: 'ν',
    xi: 'ξ',
    psi: 'ψ',
    chi: 'χ',
    zeta: 'ζ',
    Gamma: 'Γ',
    Phi: 'Φ',
    Omega: 'Ω',
  },
  ...{ sum: 'Σ', prod: 'Π', int: '∫', infty: '∞', partial: '∂', nabla: '∇', ell: 'ℓ', emptyset: '∅' },
  ...{ le: '≤', leq: '≤', ge: '≥', geq: '≥', ne: '≠', neq: '≠', approx: '≈', equiv: '≡', propto: '∝' },
  ...{ cdot: '·', times: '×', pm: '±', in: '∈', notin: '∉', subset: '⊂', cup: '∪', cap: '∩', setminus: '∖' },
  ...{ to: '→', mapsto: '↦', ldots: '…', dots: '…', cdots: '⋯', mid: '|', circ: '∘', odot: '⊙', top: 'ᵀ' },
  ...{ lVert: '‖', rVert: '‖', Vert: '‖', '|': '‖', lvert: '|', rvert: '|', vert: '|' },
  ...{ langle: '⟨', rangle: '⟩', lfloor: '⌊', rfloor: '⌋', lceil: '⌈', rceil: '⌉' },
  ...{
    '{': '{',
    '}': '}',
    '%': '%',
    '#': '#',
    '&': '&',
    _: '_',
    ',': ' ',
    ';': ' ',
    ':': ' ',
    '!': '',
    ' ': ' ',
  },
  ...{ quad: ' ', qquad: ' ', '\\': '; ', land: '∧', lor: '∨', neg: '¬', forall: '∀', exists: '∃' },
};

const FUNCTIONS = [
  ...[
    'log',
    'ln',
    'exp',
    'max',
    'min',
    'sup',
    'inf',
    'arg',
    'sin',
    'cos',
    'tan',
    'arccos',
    'arctan',
    'sinh',
    'cosh',
  ],
  ...['tanh', 'lim', 'det', 'Pr'],
];

/** Sizes and delimiters: what follows them stands for itself. */
const SIZES = [
  'left',
  'right',
  'big',
  'Big',
  'bigg',
  'Bigg',
  'bigl',
  'bigr',
  'Bigl',
  'Bigr',
  'limits',
  'displaystyle',
];

const UPRIGHT = ['text', 'mathrm', 'operatorname', 'mathbf', 'mathcal', 'mathbb', 'mathit', 'textstyle'];

const ACCENTS: Readonly<Record<string, string>> = {
  hat: '\u0302',
  bar: '\u0304',
  tilde: '\u0303',
  dot: '\u0307',
};

const HALVES: Readonly<Record<string, string>> = { '1/2': '½', '1/4': '¼', '3/4': '¾', '1/3': '⅓' };

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  ...{ 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' },
  ...{ '−': '⁻', '+': '⁺', n: 'ⁿ', x: 'ˣ', z: 'ᶻ', ᵀ: 'ᵀ' },
};
const SUBSCRIPTS: Readonly<Record<string, string>> = {
  ...{ 0: '₀', 1: '₁', 2: '₂', 3: '₃', 4: '₄', 5: '₅', 6: '₆', 7: '₇', 8: '₈', 9: '₉', '+': '₊', '−': '₋' },
};

const TOKEN = /\\[a-zA-Z]+|\\.|\s+|[\s\S]/gu;

/** The text with everything inside brackets taken out. */
function outsideBrackets(text: string): string {
  let outside = text;
  for (let before = ''; before !== outside; ) {
    before = outside;
    outside = outside.replace(/\([^()]*\)|\[[^[\]]*\]|\|[^|]*\||‖[^‖]*‖|⟨[^⟨⟩]*⟩/gu, '');
  }
  return outside;
}

/** The text in brackets, where parts of it that match `loose` stand outside any brackets of its own. */
function bracketed(text: string, loose: RegExp): string {
  return loose.test(outsideBrackets(text)) ? `(${text})` : text;
}

/** A sum binds more loosely than a division, and so does what follows a Σ. */
const LOOSE_ABOVE = /.[+−]|Σ|Π/u;
/** Below a line even a product needs brackets. */
const LOOSE_BELOW = /[\s+−/]|\d\p{L}/u;

function script(mark: '^' | '_', text: string): string {
  const raised = mark === '^' ? SUPERSCRIPTS : SUBSCRIPTS;
  const characters = [...text];
  if (characters.every((character) => raised[character] !== undefined)) {
    return characters.map((character) => raised[character]).join('');
  }
  const isShort = /^(?:[\p{L}\p{M}\d₀-₉₊₋]+|[+−*]|\([^()]*\))$/u.test(text);
  return `${mark}${isShort ? text : `(${text})`}`;
}

/** The lines of `\begin{cases}`: a value and its condition each. */
function casesText(body: string): string {
  const lines = body.split(';').map((line) => {
    const [value = '', condition = ''] = line.split('&').map((part) => part.trim());
    return condition === 'otherwise' ? `${value} otherwise` : `${value} if ${condition}`;
  });
  return `{ ${lines.join('; ')} }`;
}

/** Reads a formula token by token. */
class Reader {
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(tex: string) {
    this.tokens = tex.match(TOKEN) ?? [];
  }

  /** Text up to `end`, which is taken as well. */
  readUntil(end: string | undefined): string {
    let text = '';
    for (;;) {
      const token = this.tokens[this.next];
      this.next += 1;
      if (token === undefined || token === end) return text;
      text += this.textOf(token);
    }
  }

  private textOf(token: string): string {
    if (/^\s/.test(token)) return ' ';
    if (token === '{') return this.readUntil('}');
    if (token === '^' || token === '_') return script(token, this.argument().trim());
    if (token === '-') return '−';
    return token.startsWith('\\') ? this.command(token.slice(1)) : token;
  }

  /** What a command applies to: a group, a command or one character. */
  private argument(): string {
    const token = this.peek();
    this.next += 1;
    return this.textOf(token);
  }

  /** The next token that is no space; empty at the end. */
  private peek(): string {
    while (/^\s/.test(this.tokens[this.next] ?? '')) this.next += 1;
    return this.tokens[this.next] ?? '';
  }

  private command(name: string): string {
    const accent = ACCENTS[name];
    if (accent !== undefined) return `${this.argument()}${accent}`;
    if (UPRIGHT.includes(name)) return this.argument();
    if (FUNCTIONS.includes(name)) {
      const isOfFraction = /^\\[td]?frac$/.test(this.peek());
      return `\u2009${name}${isOfFraction ? `(${this.argument()})` : '\u2009'}`;
    }
    if (SIZES.includes(name)) {
      if (this.tokens[this.next] === '.') this.next += 1;
      return '';
    }
    switch (name) {
      case 'frac':
      case 'tfrac':
      case 'dfrac': {
        const above = bracketed(this.argument().trim(), LOOSE_ABOVE);
        const fraction = `${above}/${bracketed(this.argument().trim(), LOOSE_BELOW)}`;
        return HALVES[fraction] ?? fraction;
      }
      case 'sqrt':
        return `√${bracketed(this.argument().trim(), LOOSE_BELOW)}`;
      case 'begin':
        return this.environment();
      default:
        return SYMBOLS[name] ?? `\\${name}`;
    }
  }

  private environment(): string {
    const name = this.argument();
    const body = this.readUntil('\\end');
    this.argument();
    return name === 'cases' ? casesText(body) : body;
  }
}

/**
 * A formula in TeX as one line of Unicode text, for a terminal: `\frac{z^2}{2}` is `z²/2`.
 *
 * It knows what formulas of losses are written with: fractions, roots, powers, indices, sums, cases and
 * symbols. A command that it doesn't know stays as it is, with its backslash.
 */
export function texToText(tex: string): string {
  return (
    new Reader(tex)
      .readUntil(undefined)
      .normalize('NFC')
      // Functions stand apart from letters before and after them, but not from brackets and indices.
      .replace(/\u2009+(?=[([{|_^‖√⁰-⁹²³⁻])/gu, '')
      .replace(/(^|[([{|−\s])\u2009+/gu, '$1')
      .replace(/\u2009+/gu, ' ')
      .replace(/\s+/g, ' ')
      .replace(/ ?([,;]) /g, '$1 ')
      .replace(/([([⟨]) /g, '$1')
      .replace(/ ([)\]⟩])/g, '$1')
      .replace(/‖ ([^‖]+) ‖/g, '‖$1‖')
      .trim()
  );
}
