import clsx from 'clsx'
import type { ReactNode } from 'react'

export type SampleTableProps = {
  label: string
  /** Over the numbers of the lines. */
  lineTitle: string
  /** Said of the line of the headings. */
  headingName: string
  columns: readonly { index: number; head: ReactNode; unused: boolean }[]
  rows: readonly { line: number; cells: readonly string[] }[]
  /** Line of the headings; below 1 there is none. What stands above is not read. */
  heading: number
}

/** The first rows of a file as they are, with what each column is taken for above it. */
export function SampleTable({ label, lineTitle, headingName, columns, rows, heading }: SampleTableProps) {
  return (
    // A wide sheet scrolls by itself and by the keyboard; the page never does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="bg-surface text-small">
        <thead>
          <tr className="border-b border-line align-top">
            <th scope="col" className="px-2 py-2 text-left font-normal text-ink2">
              {lineTitle}
            </th>
            {columns.map((c) => (
              <th key={c.index} scope="col" className="min-w-40 px-2 py-2 text-left font-normal">
                {c.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells }) => (
            <tr key={line} aria-label={line === heading ? headingName : undefined} className={clsx('border-b border-line', line < heading && 'text-ink2 line-through', line === heading && 'bg-sunk font-strong')}>
              <td className="num px-2 py-1.5 text-ink2">{line}</td>
              {columns.map((c) => (
                <td key={c.index} className={clsx('max-w-64 truncate px-2 py-1.5', c.unused && 'text-ink2')}>
                  {cells[c.index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
