// A block of cells as spreadsheets put it on the clipboard: tabs between cells, line breaks between rows, quotes around cells that hold either.

/** Reads a block. Quoted cells may hold tabs, line breaks and doubled quotes; the break at the very end makes no row of its own. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = () => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let i = 0; i < plain.length; i++) {
    const c = plain[i]
    if (quoted) {
      if (c !== '"') cell += c
      else if (plain[i + 1] === '"') cell += plain[i++]
      else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === '\t') endCell()
    else if (c === '\n') {
      endCell()
      rows.push([])
    } else cell += c
  }
  endCell()
  return rows
}

/** Writes a block so that a spreadsheet, and readBlock, read the same cells. */
export const writeBlock = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => cells.map((c) => (/["\t\n\r]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join('\t')).join('\n')
