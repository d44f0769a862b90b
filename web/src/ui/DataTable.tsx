import clsx from 'clsx'
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { usePhone } from '../lib/useMedia'
import { Button } from './Button'
import { Checkbox } from './Choice'

export type Sort<K extends string = string> = { key: K; desc: boolean }

export type Column<R> = {
  key: string
  title: string
  cell: (row: R) => ReactNode
  /** A figure: right-aligned, equal-width digits. */
  num?: boolean
  sortable?: boolean
  /** The name of the row: its header on a desk, the first line of its card on a phone. Exactly one column has it. */
  main?: boolean
  /** Left out on a phone. */
  deskOnly?: boolean
  /** Shown in the card without its title. */
  bare?: boolean
  /** Acts are not for paper. */
  screenOnly?: boolean
}

export type DataTableProps<R> = {
  label: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
  /** The row in words, for "Select …". Needed with `selected`. */
  rowName?: (row: R) => string
  sort?: Sort
  onSort?: (sort: Sort) => void
  selected?: ReadonlySet<string>
  onSelect?: (keys: Set<string>) => void
  /** Shown instead of rows when there are none. */
  empty?: ReactNode
}

function toggled(keys: ReadonlySet<string> | undefined, key: string) {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}

/** A plain list of some hundred rows: sorted and paged by the hub. A table on a desk, cards on a phone. */
export function DataTable<R>(props: DataTableProps<R>) {
  const phone = usePhone()
  if (props.rows.length === 0 && props.empty) return <>{props.empty}</>
  return phone ? <Cards {...props} /> : <Table {...props} />
}

function Table<R>({ label, columns, rows, rowKey, rowName, sort, onSort, selected, onSelect }: DataTableProps<R>) {
  const t = useTranslations('ui')
  const all = rows.length > 0 && rows.every((r) => selected?.has(rowKey(r)))
  const some = !all && rows.some((r) => selected?.has(rowKey(r)))
  return (
    // A wide table scrolls by itself and by the keyboard; the page never does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="w-full bg-surface">
        <thead className="text-small text-ink2">
          <tr className="border-b border-line">
            {onSelect && (
              <th scope="col" className="w-0 px-cell text-left">
                <Checkbox checked={all} mixed={some} aria-label={t('table.selectAll')} onChange={(on) => onSelect(new Set(on ? rows.map(rowKey) : []))} />
              </th>
            )}
            {columns.map((c) => (
              <HeaderCell key={c.key} column={c} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line hover:bg-sunk" aria-selected={selected?.has(rowKey(row))}>
              {onSelect && (
                <td className="px-cell">
                  <Checkbox
                    checked={selected?.has(rowKey(row)) ?? false}
                    aria-label={t('table.select', { row: rowName?.(row) ?? rowKey(row) })}
                    onChange={() => onSelect(toggled(selected, rowKey(row)))}
                  />
                </td>
              )}
              {columns.map((c) => {
                const Cell = c.main ? 'th' : 'td'
                return (
                  <Cell key={c.key} scope={c.main ? 'row' : undefined} className={clsx('h-row px-cell py-1 font-normal', c.screenOnly && 'print:hidden', c.num ? 'num text-right whitespace-nowrap' : 'text-left')}>
                    {c.cell(row)}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function HeaderCell<R>({ column: c, sort, onSort }: { column: Column<R>; sort?: Sort; onSort?: (sort: Sort) => void }) {
  const now = sort?.key === c.key ? sort : undefined
  const Icon = now ? (now.desc ? ArrowDown : ArrowUp) : ArrowUpDown
  return (
    <th scope="col" aria-sort={now ? (now.desc ? 'descending' : 'ascending') : undefined} className={clsx('h-10 px-cell font-normal whitespace-nowrap', c.screenOnly && 'print:hidden', c.num ? 'text-right' : 'text-left')}>
      {c.sortable && onSort ? (
        <button type="button" className={clsx('inline-flex min-h-8 items-center gap-1 hover:text-ink', now && 'font-strong text-ink')} onClick={() => onSort({ key: c.key, desc: now ? !now.desc : false })}>
          {c.title}
          <Icon aria-hidden className={now ? undefined : 'opacity-60'} />
        </button>
      ) : (
        c.title
      )}
    </th>
  )
}

function Cards<R>({ label, columns, rows, rowKey, rowName, selected, onSelect }: DataTableProps<R>) {
  const t = useTranslations('ui')
  const main = columns.find((c) => c.main)
  const rest = columns.filter((c) => !c.main && !c.deskOnly)
  return (
    <ul aria-label={label} className="bg-surface">
      {rows.map((row) => (
        <li key={rowKey(row)} className="flex gap-3 border-b border-line px-4 py-3">
          {onSelect && (
            <Checkbox
              checked={selected?.has(rowKey(row)) ?? false}
              aria-label={t('table.select', { row: rowName?.(row) ?? rowKey(row) })}
              onChange={() => onSelect(toggled(selected, rowKey(row)))}
            />
          )}
          <div className="grid min-w-0 flex-1 gap-1">
            <div className="font-strong">{main?.cell(row)}</div>
            <dl className="grid gap-1">
              {rest.map((c) => (
                <div key={c.key} className="flex justify-between gap-3">
                  <dt className={c.bare ? 'sr-only' : 'max-w-[45%] shrink-0 text-ink2'}>{c.title}</dt>
                  <dd className={clsx('min-w-0', c.bare ? 'text-left' : 'text-right', c.num && 'num')}>{c.cell(row)}</dd>
                </div>
              ))}
            </dl>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** The next page of a list. How many there are is said only when the hub said it. */
export function LoadMore({ shown, total, more, busy, onMore }: { shown: number; total?: number; more: boolean; busy?: boolean; onMore: () => void }) {
  const t = useTranslations('ui')
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 p-4 text-ink2">
      <span aria-live="polite">{total === undefined ? t('list.shown', { shown }) : t('list.shownOf', { shown, total })}</span>
      {more && (
        <Button busy={busy} onClick={onMore}>
          {t('list.more')}
        </Button>
      )}
    </div>
  )
}
