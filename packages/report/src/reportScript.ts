/**
 * As JavaScript: how two cells compare by their first number, else as text; with the sign −1 from the largest on. Words come
 * after numbers and empty cells last in both directions.
 */
export const CELL_ORDER = `(a, b, sign) => {
  const keyOf = (text) => {
    const trimmed = text.trim().replaceAll('\\u2212', '-');
    if (trimmed === '' || trimmed === '\\u2013') return null;
    return /^[-+]?[.0-9]/.test(trimmed) ? Number.parseFloat(trimmed) : trimmed;
  };
  const [first, second] = [keyOf(a), keyOf(b)];
  const rank = (key) => (key === null ? 2 : typeof key === 'string' ? 1 : 0);
  if (rank(first) !== rank(second)) return rank(first) - rank(second);
  return sign * (first < second ? -1 : first > second ? 1 : 0);
}`;

/** Makes buttons of the heads of tables with `data-sortable`, so that the keyboard reaches them. */
const SORTING = `
const order = ${CELL_ORDER};
for (const table of document.querySelectorAll('table[data-sortable]')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = table.dataset.sortable;
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const sign = head.ariaSort === 'ascending' ? -1 : 1;
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
      const body = table.tBodies[0];
      const textOf = (row) => row.cells[column].innerText;
      body.append(...[...body.rows].sort((a, b) => order(textOf(a), textOf(b), sign)));
    });
  });
}`;

/** A button that copies the command, where the browser lets a page write to the clipboard. */
const COPYING = `
for (const command of navigator.clipboard ? document.querySelectorAll('pre[data-copy]') : []) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = command.dataset.copy;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(command.textContent);
    button.textContent = command.dataset.copied;
  });
  command.after(button);
}`;

/**
 * The one script of a report: a click on the head of a column sorts the table by it, a second click turns the order; the command can be
 * copied by a click. Without it the page loses nothing else.
 */
export const REPORT_SCRIPT = `${SORTING}${COPYING}
`;
