import { keepPreviousData, useInfiniteQuery, useQuery, infiniteQueryOptions } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FileSpreadsheet, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice, parseDecimal } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button, buttonClass } from '../../../ui/Button'
import { LoadMore } from '../../../ui/DataTable'
import { EditGrid, type CellChange, type GridColumn } from '../../../ui/EditGrid'
import { Input } from '../../../ui/Field'
import { KeyLine } from '../../../ui/KeyLine'
import { ConfirmDialog } from '../../../ui/lazy'
import { PageHeader } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { useUnit } from '../offers/Cells'
import { askAgain, categoriesQuery } from '../../trading/supplierQueries'
import { useDeed } from '../../../lib/useDeed'
import { cellOf, isChanged, joined, lineOf, rowsOf, sendMost, typeInto, type Cell, type Item, type Line, type Outcome, type Row } from './lines'

type Search = { q?: string; category?: string; withdrawn?: boolean }

const sheetPages = (company: string, { q, category, withdrawn }: Search) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'sheet', q ?? '', category ?? '', withdrawn ?? false],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/sheet', { params: { path: { company }, query: { q, category, state: withdrawn ? 'withdrawn' : undefined, after, limit: 200 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

const put = (company: string, lines: Line[]) => ok(api.PUT('/api/companies/{company}/sheet', { params: { path: { company } }, body: { lines } }))

const widths: Record<Cell, number> = { sku: 8, name: 16, category: 9, price: 7, currency: 5, stock: 6, unit: 5, lead_days: 5, minimum: 6, multiple: 6, brand: 8, mpn: 8, gtin: 9, promotion: 10, datasheet: 12 }
/** What is changed standing at a shelf; the rest waits for a desk. */
const handy: readonly Cell[] = ['sku', 'name', 'category', 'price', 'stock']
const figures: readonly Cell[] = ['price', 'stock', 'lead_days', 'minimum', 'multiple']

/** Which cell a problem of a line is about: its path is a pointer into the line. */
function cellOfPath(path: string): Cell | undefined {
  if (path.startsWith('/price/promotion')) return 'promotion'
  if (path.startsWith('/price/currency')) return 'currency'
  return (['price', 'sku', 'name', 'category', 'stock', 'unit', 'lead_days', 'minimum', 'multiple', 'brand', 'mpn', 'gtin', 'datasheet'] as const).find((c) => path === `/${c}` || path.startsWith(`/${c}/`))
}

const nothing = { typed: new Map<string, Row['typed']>(), fresh: [] as readonly Row[] }

/** What is typed over the items, the lines that are being added, and what the hub said of each. */
function useRows(items: readonly Item[]) {
  const [state, setState] = useState<{ typed: ReadonlyMap<string, Row['typed']>; fresh: readonly Row[] }>(nothing)
  const [flags, setFlags] = useState<ReadonlyMap<string, Outcome['problems']>>(new Map())
  const next = useRef(0)
  const key = () => `new${next.current++}`
  const rowsOfState = ({ typed, fresh }: typeof state): Row[] => [...items.map((item): Row => ({ key: item.item, item, typed: typed.get(item.item) ?? {} })), ...fresh]
  const rows = rowsOfState(state)
  // A pasted block fills rows and adds some in one event: each goes on from what the other made.
  const become = (next: (rows: readonly Row[]) => readonly Row[]) =>
    setState((old) => {
      const now = joined(next(rowsOfState(old)))
      return { typed: new Map(now.filter((r) => r.item && isChanged(r)).map((r) => [r.key, r.typed])), fresh: now.filter((r) => !r.item) }
    })
  return {
    rows,
    flags,
    setFlags,
    changed: rows.filter(isChanged),
    change: (changes: CellChange[]) => {
      setFlags((old) => new Map([...old].filter(([k]) => !changes.some((c) => c.row === k))))
      become((old) => {
        const now = new Map(old.map((r) => [r.key, r]))
        for (const c of changes) {
          const row = now.get(c.row)
          if (row) now.set(c.row, typeInto(row, c.column as Cell, c.text))
        }
        return [...now.values()]
      })
    },
    /** Lines below the sheet: empty ones, or what was pasted beyond its end. */
    add: (block: readonly (readonly string[])[], from: Cell) => {
      const more = rowsOf(block, from, key)
      become((old) => [...old, ...more])
    },
    /** These are saved: what was typed over them is theirs now. */
    settle: (keys: ReadonlySet<string>) => {
      setState(({ typed, fresh }) => ({ typed: new Map([...typed].filter(([k]) => !keys.has(k))), fresh: fresh.filter((r) => !keys.has(r.key)) }))
    },
    discard: () => {
      setState(nothing)
      setFlags(new Map())
    },
  }
}

function Grid({ seat, items, currency, withdrawn }: { seat: Seat; items: readonly Item[]; currency: string; withdrawn: boolean }) {
  const t = useTranslations()
  const lang = useLocale()
  const company = seat.company.id
  const { text } = useProblemText()
  const unit = useUnit()
  const write = mayOf(seat, 'comparison.sheet.write')
  const editable = write.shown && !write.disabled && !withdrawn
  const sheet = useRows(items)
  const deed = useDeed()
  const blocker = useUnsaved(sheet.changed.length > 0)
  const words = (problems: Outcome['problems'], cell?: Cell) =>
    problems
      ?.filter((p) => cell === undefined || cellOfPath(p.path) === cell)
      .map((p) => {
        const key = `fault.field.${p.code}`
        return t.has(key as never) ? t(key as never) : p.message
      })
      .join(' ')

  const save = () =>
    deed.run(async () => {
      const rows = sheet.changed
      const flags = new Map<string, Outcome['problems']>()
      const good = new Set<string>()
      for (let i = 0; i < rows.length; i += sendMost) {
        const part = rows.slice(i, i + sendMost)
        const { lines } = await put(company, part.map((r) => lineOf(r, currency)))
        for (const line of lines) {
          const row = part[line.line]
          if (row && line.outcome === 'flagged') flags.set(row.key, line.problems ?? [])
          else if (row) good.add(row.key)
        }
      }
      await askAgain(company)
      sheet.settle(good)
      sheet.setFlags(flags)
      if (good.size > 0) toast(t('sheet.saved', { count: good.size }))
    })
  const withdraw = async (item: Item, out: boolean) => {
    const line: Line = out ? { sku: item.sku, withdrawn: true } : lineOf({ key: item.item, item, typed: {} }, currency)
    try {
      const { flagged, lines } = await put(company, [line])
      if (flagged > 0) return toast(words(lines[0]?.problems) || t('sheet.notDone'))
      toast(t(out ? 'sheet.withdrawn' : 'sheet.restored', { name: item.name }), () => void withdraw(item, !out))
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      await askAgain(company)
    }
  }

  const show = (row: Row, cell: Cell) => {
    const value = cellOf(row, cell)
    const figure = parseDecimal(value)
    const changed = row.typed[cell] !== undefined
    const drawn =
      cell === 'unit' ? unit(value) : cell === 'price' && figure !== null && /^[A-Z]{3}$/.test(cellOf(row, 'currency') || currency)
        ? formatUnitPrice(lang, { amount: figure, currency: cellOf(row, 'currency') || currency })
        : figures.includes(cell) && figure !== null
          ? formatNumber(lang, figure)
          : value
    return changed ? <span className="font-strong">{drawn}</span> : drawn
  }
  const columns: GridColumn<Row>[] = (Object.keys(widths) as Cell[]).map((cell) => ({
    key: cell, title: t(`sheet.cell.${cell}`), width: widths[cell], num: figures.includes(cell), main: cell === 'sku', deskOnly: !handy.includes(cell),
    // The number of an item is its name here: only a new one is given a number.
    edit: (row: Row) => editable && (cell !== 'sku' || row.item === undefined),
    text: (row) => cellOf(row, cell),
    show: (row) => show(row, cell),
    wrong: (row) => words(sheet.flags.get(row.key), cell) || undefined,
  }))
  const general = [...sheet.flags].filter(([, problems]) => problems?.every((p) => cellOfPath(p.path) === undefined))
  if (write.shown && !write.disabled) {
    columns.push({
      key: 'acts', title: t('sheet.acts'), width: 8, text: () => '',
      control: (row) =>
        row.item && (
          <Button kind="quiet" aria-label={t(withdrawn ? 'sheet.restoreOf' : 'sheet.withdrawOf', { name: row.item.name })} onClick={() => void withdraw(row.item as Item, !withdrawn)}>
            {withdrawn ? t('sheet.restore') : t('sheet.withdraw')}
          </Button>
        ),
    })
  }
  return (
    <>
      {sheet.rows.length > 0 && (
        <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
          <EditGrid
            label={t('sheet.title')}
            columns={columns}
            rows={sheet.rows}
            rowKey={(r) => r.key}
            rowName={(r) => cellOf(r, 'name') || cellOf(r, 'sku') || t('sheet.newLine')}
            onChange={sheet.change}
            onSubmit={() => void (sheet.changed.length > 0 && save())}
            onBeyond={(block, column) => sheet.add(block, column as Cell)}
          />
        </div>
      )}
      {sheet.flags.size > 0 && (
        <div role="alert" className="rounded-control border border-warn bg-warn-bg px-3 py-2 text-warn max-tablet:mx-4">
          <p className="font-strong">{t('sheet.flagged', { count: sheet.flags.size })}</p>
          <ul>
            {[...general].slice(0, 5).map(([key, problems]) => (
              <li key={key} className="wrap-anywhere">
                {cellOf(sheet.rows.find((r) => r.key === key) ?? { key, typed: {} }, 'sku')}: {words(problems)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="max-tablet:px-4">
        <Refusal problem={deed.problem} />
      </div>
      {editable && (
        <div className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) flex flex-wrap items-center justify-end gap-3 border-t border-line bg-paper py-3 max-tablet:px-4 print:hidden">
          <p role="status" className="mr-auto text-small text-ink2">
            {sheet.changed.length > 0 && t('sheet.unsaved', { count: sheet.changed.length })}
          </p>
          {sheet.changed.length > 0 && <Button onClick={sheet.discard}>{t('sheet.discard')}</Button>}
          <Button icon={<Plus aria-hidden />} onClick={() => sheet.add([['']], 'sku')}>
            {t('sheet.add')}
          </Button>
          <Button kind="primary" busy={deed.busy} disabled={sheet.changed.length === 0} onClick={() => void save()}>
            {t('sheet.save', { count: sheet.changed.length })}
          </Button>
        </div>
      )}
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </>
  )
}

/** The supplier's items with list price and stock: found, edited in place, pasted from a spreadsheet. */
export function Page() {
  const t = useTranslations('sheet')
  const seat = useCompanySeat()
  const company = seat.company.id
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const to = (change: Search) => void navigate({ to: '/c/$company/sheet', params: { company }, search: { ...search, ...change }, replace: true })
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const list = useInfiniteQuery({ ...sheetPages(company, search), placeholderData: keepPreviousData })
  const categories = useQuery(categoriesQuery(company))
  const items = list.data?.pages.flatMap((p) => p.items) ?? []
  const total = categories.data?.items.reduce((sum, c) => sum + c.items, 0)
  const all = 'all:'
  const filtered = Boolean(search.q || search.category || search.withdrawn)
  // A new price is in the money of the others.
  const currency = items.find((i) => i.price)?.price?.currency ?? 'CNY'
  return (
    <>
      <PageHeader
        title={t('title')}
        note={total === undefined ? undefined : t('count', { count: total })}
        actions={
          seat.permissions.includes('integration.import.write') && (
            <Link to="/c/$company/imports" params={{ company }} className={buttonClass('plain')}>
              <FileSpreadsheet aria-hidden />
              {t('import')}
            </Link>
          )
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 pb-0 max-tablet:px-0">
        <div className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-tablet:w-full tablet:w-72" />
          <Select
            aria-label={t('cell.category')}
            value={search.category ?? all}
            onChange={(c) => to({ category: c === all ? undefined : c })}
            options={[{ value: all, label: t('allCategories') }, ...(categories.data?.items ?? []).map((c) => ({ value: c.name, label: t('categoryCount', { name: c.name, count: c.items }) }))]}
            className="min-w-44"
          />
          <Segmented
            label={t('state')}
            value={search.withdrawn ? 'withdrawn' : 'active'}
            onChange={(s) => to({ withdrawn: s === 'withdrawn' || undefined })}
            options={[
              { value: 'active', label: t('active') },
              { value: 'withdrawn', label: t('gone') },
            ]}
          />
        </div>
        <KeyLine name="grid">{t('keys')}</KeyLine>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={10} />}
        {list.data && (
          <>
            {items.length === 0 && <EmptyState text={filtered ? t('nothing') : t('none')} action={filtered && <Button onClick={() => { setTyped(''); to({ q: undefined, category: undefined, withdrawn: undefined }) }}>{t('clear')}</Button>} />}
            <Grid key={`${company} ${search.withdrawn ?? false} ${search.category ?? ''} ${search.q ?? ''}`} seat={seat} items={items} currency={currency} withdrawn={search.withdrawn ?? false} />
            {items.length > 0 && list.hasNextPage && <LoadMore shown={items.length} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </>
        )}
      </div>
    </>
  )
}
