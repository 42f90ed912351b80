// @ts-check

/**
 * @typedef {Map<string, Map<string, { file: string, line: number }>>} Graph What leads where, and the place
 *   that says so.
 */

/**
 * For each node that reaches itself, a shortest cycle through it, unless it lies on a cycle found before.
 *
 * @param {Graph} graph
 * @returns {string[][]}
 */
export function shortestCycles(graph) {
  /** @type {string[][]} */
  const cycles = [];
  /** @type {Set<string>} */
  const covered = new Set();
  for (const start of graph.keys()) {
    if (covered.has(start)) continue;
    /** How the search came to each node. @type {Map<string, string[]>} */
    const paths = new Map();
    const queue = [[start]];
    for (const path of queue) {
      for (const next of graph.get(path.at(-1) ?? start)?.keys() ?? []) {
        if (paths.has(next)) continue;
        paths.set(next, path);
        queue.push([...path, next]);
      }
    }
    const cycle = paths.get(start);
    if (cycle === undefined) continue;
    cycles.push(cycle);
    for (const node of cycle) covered.add(node);
  }
  return cycles;
}
