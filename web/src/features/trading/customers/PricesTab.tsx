import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { BadgePercent, ClipboardPaste, Redo2, Undo2 } from 'lucide-react'
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatDelta, formatNumber, formatUnitPrice, parseDecimal, type Money } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useDeed } from '../../../lib/useDeed'
import { usePhone } from '../../../lib/useMedia'
import { mayOf, type Seat } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button } from '../../../ui/Button'
import { LoadMore } from '../../../ui/DataTable'
import { EditGrid, type EditGridHandle, type GridColumn } from '../../../ui/EditGrid'
import { KeyLine } from '../../../ui/KeyLine'
import { ConfirmDialog } from '../../../ui/lazy'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { breaksShown, cellOf, isNumber, mostBreaks, sendMost, textOf, type Cell, type Item, type Outcome, type Row } from '../../comparison/sheet/lines'
import { useRows } from '../../comparison/sheet/useRows'
import { disclosureQuery, type Customer } from '../supplierQueries'
import { Combobox } from '../../../ui/lazy'
import { apart, cellsOf, itemOf, listCells, ownLine, wrongIn, type OwnLine, type OwnPrice, type Price } from './prices'

const PasteList = lazy(() => import('./PasteList').then((m) => ({ default: m.PasteList })))

const key = (company: string, customer: string) => ['comparison', company, 'own-prices', customer]

const ownPrices = (company: string, customer: string) =>
  infiniteQueryOptions({
    queryKey: key(company, customer),
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/sheet/own-prices', { params: { path: { company }, query: { customer, after, limit: 200 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

/** An item is found by SKU or name; the hub searches. Each choice is one line more. */
function ItemPick({ company, without, onPick }: { company: string; without: ReadonlySet<string>; onPick: (item: Item) => void }) {
  const t = useTranslations('customers.prices')
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState(0)
  const q = useDeferredValue(typed.trim())
  const { data, isFetching } = useQuery({
    queryKey: ['comparison', company, 'sheet-found', q],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/sheet', { params: { path: { company }, query: { q: q || undefined, limit: 20 } }, signal })),
    placeholderData: keepPreviousData,
  })
  const found = (data?.items ?? []).filter((i) => !without.has(i.item))
  return (
    <Combobox
      key={picked}
      items={found.map((i) => ({ value: i.item, label: i.name, hint: i.sku }))}
      value={null}
      onSearch={setTyped}
      searching={isFetching}
      onChange={(chosen) => {
        const item = found.find((i) => i.item === chosen?.value)
        if (!item) return
        setTyped('')
        setPicked((n) => n + 1)
        onPick(item)
      }}
      label={t('find')}
      placeholder={t('find')}
      className="w-full tablet:w-80"
    />
  )
}

/** Whether the customer is shown these prices at all. */
function Shown({ seat, customer }: { seat: Seat; customer: Customer }) {
  const t = useTranslations('customers.prices')
  const company = seat.company.id
  const { id, buyer } = customer.customer
  const { data } = useQuery({ ...disclosureQuery(company, buyer?.id ?? ''), enabled: buyer !== undefined && seat.permissions.includes('trading.grant.read') })
  if (!data || (data.sees.discloses && data.sees.price === 'own')) return null
  return (
    <p className="flex flex-wrap items-center gap-x-2 rounded-control bg-warn-bg px-3 py-2 text-warn max-tablet:mx-4">
      {t('notShown')}
      <Link to="/c/$company/customers/$customer" params={{ company, customer: id }} search={{ tab: 'sees' }} className="underline underline-offset-4">
        {t('toSees')}
      </Link>
    </p>
  )
}

const widths: Partial<Record<Cell, number>> = { sku: 9, name: 16, price: 8, currency: 6 }

type GridProps = { seat: Seat; customer: Customer; saved: readonly OwnPrice[]; /** All of them are read, so that what is pasted meets the line it belongs to. */ readAll: () => Promise<unknown> }

function Sheet({ seat, customer, saved, readAll }: GridProps) {
  const t = useTranslations()
  const lang = useLocale()
  const phone = usePhone()
  const { text } = useProblemText()
  const company = seat.company.id
  const { id } = customer.customer
  const write = mayOf(seat, 'comparison.sheet.write')
  const may = write.shown && !write.disabled
  const [added, setAdded] = useState<readonly Item[]>([])
  const [pasting, setPasting] = useState(false)
  const lists = useMemo(() => new Map<string, Price | undefined>([...added.map((i) => [i.item, i.price] as const), ...saved.map((o) => [o.item, o.list] as const)]), [added, saved])
  const items = useMemo(() => {
    const known = new Set<string>(saved.map((o) => o.item))
    return [...saved.map(itemOf), ...added.filter((i) => !known.has(i.item)).map((i): Item => ({ ...i, price: undefined }))]
  }, [added, saved])
  const sheet = useRows(items)
  const rows = sheet.rows
  const deed = useDeed()
  const blocker = useUnsaved(sheet.changed.length > 0)
  const handle = useRef<EditGridHandle>(null)
  const [target, setTarget] = useState<{ row: string; column: Cell } | null>(null)
  useEffect(() => {
    if (target) handle.current?.go(target.row, target.column)
  }, [target])
  const usual = customer.effective_terms.currency ?? saved[0]?.price.currency ?? 'CNY'
  const listOf = (row: Row) => row.item && lists.get(row.item.item)
  // A new price is in the money of its list price. Which that is of a line that was pasted, the hub knows.
  const moneyOf = (row: Row) => cellOf(row, 'currency').trim() || listOf(row)?.currency || (row.item ? usual : '')
  const delta = (row: Row) => apart(row, listOf(row), moneyOf(row))
  const above = rows.filter((r) => (delta(r) ?? 0) > 0).length
  const breaks = phone ? Math.min(mostBreaks, rows.reduce((n, r) => Math.max(n, r.item?.price?.breaks?.length ?? 0, ...Object.keys(r.typed).map((c) => Number(/^(?:from|at)(\d+)$/.exec(c)?.[1] ?? 0))), 0) + 1) : breaksShown(rows)
  const cells = cellsOf(breaks)

  const codeWords = (code: string, fallback = '') => (t.has(`fault.field.${code}` as never) ? t(`fault.field.${code}` as never) : fallback)
  const wrongHere = (row: Row, cell: Cell) => {
    const code = may ? wrongIn(row, cell) : undefined
    if (code) return codeWords(code)
    const said = sheet.flags.get(row.key)?.filter((p) => p.cell === cell)
    return said?.map((p) => (cell === 'sku' && p.code === 'unknown' ? t('customers.prices.unknownSKU') : codeWords(p.code, p.message))).join(' ') || undefined
  }
  const good = sheet.changed.filter((row) => !cells.some((cell) => wrongIn(row, cell)))
  const wrong = sheet.changed.flatMap((row) => cells.flatMap((column) => (wrongHere(row, column) ? [{ row: row.key, column }] : [])))
  const nextWrong = () => {
    const next = wrong[(wrong.findIndex((w) => w.row === target?.row && w.column === target.column) + 1) % wrong.length]
    if (next) setTarget({ ...next })
  }
  const again = () => queryClient.invalidateQueries({ queryKey: key(company, id) })

  /** Answers which of the lines were taken, and what the hub says of the others. */
  const send = async (lines: readonly OwnLine[], of: readonly Row[]) => {
    const flags = new Map<string, Outcome['problems']>()
    const taken: Row[] = []
    for (let i = 0; i < lines.length; i += sendMost) {
      const outcome = await ok(api.PUT('/api/companies/{company}/sheet/own-prices', { params: { path: { company } }, body: { customer: id, lines: lines.slice(i, i + sendMost) } }))
      for (const line of outcome.lines) {
        const row = of[i + line.line]
        if (row && line.outcome === 'flagged') flags.set(row.key, line.problems ?? [])
        else if (row) taken.push(row)
      }
    }
    await again()
    return { flags, taken }
  }
  /** Sets these lines back to what they were before. */
  const takeBack = async (before: readonly Row[]) => {
    const lines = before.map((r): OwnLine => (r.item ? ownLine({ key: r.key, item: r.item, typed: {} }, moneyOf(r)) : { sku: cellOf(r, 'sku').trim(), remove: true }))
    try {
      const { flags, taken } = await send(lines, before)
      toast(flags.size > 0 ? t('customers.prices.notAllBack', { count: flags.size }) : t('customers.prices.back', { count: taken.length }))
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  const save = () =>
    deed.run(async () => {
      if (good.length === 0) return nextWrong()
      const { flags, taken } = await send(good.map((r) => ownLine(r, moneyOf(r))), good)
      const keys = new Set(taken.map((r) => r.key))
      setAdded((old) => old.filter((i) => !keys.has(i.item)))
      sheet.settle(keys)
      sheet.flag(flags)
      if (taken.length > 0) toast(t('customers.prices.saved', { count: taken.length }), () => void takeBack(taken))
    })
  const remove = (row: Row) => {
    const drop = () => {
      setAdded((old) => old.filter((i) => i.item !== row.key))
      sheet.settle(new Set([row.key]))
    }
    if (!row.item?.price) return drop()
    const was: Row = { key: row.key, item: row.item, typed: {} }
    return deed.run(async () => {
      const { taken } = await send([{ sku: cellOf(was, 'sku'), remove: true }], [was])
      drop()
      if (taken.length > 0) toast(t('customers.prices.removed', { name: cellOf(was, 'name') }), () => void takeBack([was]))
    })
  }
  const take = async (block: string[][]) => {
    await readAll()
    setTarget({ row: sheet.add(block, 'sku', listCells(block)), column: 'price' })
  }
  const pick = (item: Item) => {
    setAdded((old) => [...old, item])
    setTarget({ row: item.item, column: 'price' })
  }

  const drawn = (row: Row, cell: Cell, value: string) => {
    const figure = parseDecimal(value)
    if (figure === null || !isNumber(cell)) return value
    const currency = moneyOf(row)
    return (cell === 'price' || cell.startsWith('at')) && /^[A-Z]{3}$/.test(currency) ? formatUnitPrice(lang, { amount: figure, currency }) : formatNumber(lang, figure)
  }
  const title = (cell: Cell) => {
    const [, kind, n] = /^(from|at)(\d+)$/.exec(cell) ?? []
    if (!kind) return t(`customers.prices.cell.${cell as 'sku'}`)
    return kind === 'from' ? t('customers.prices.breakFrom', { n: n ?? '' }) : t('customers.prices.breakPrice', { n: n ?? '' })
  }
  const money = (price: Money | undefined) => (price ? formatUnitPrice(lang, price) : '')
  const edited = (cell: Cell): GridColumn<Row> => ({
    key: cell, title: title(cell), width: widths[cell] ?? 7, num: isNumber(cell), main: cell === 'sku', fixed: cell === 'sku' || cell === 'name', deskOnly: cell === 'currency',
    edit: (row: Row) => may && cell !== 'name' && (cell !== 'sku' || row.item === undefined),
    text: (row) => cellOf(row, cell) || (cell === 'currency' && cellOf(row, 'price') ? moneyOf(row) : ''),
    show: (row) => <span className={clsx(row.typed[cell] !== undefined && 'font-strong')}>{drawn(row, cell, cellOf(row, cell) || (cell === 'currency' && cellOf(row, 'price') ? moneyOf(row) : ''))}</span>,
    wrong: (row) => wrongHere(row, cell),
    was: (row) => (row.item?.price && row.typed[cell] !== undefined ? t('customers.prices.was', { value: drawn(row, cell, textOf(row.item, cell)) || t('customers.prices.emptyCell') }) : undefined),
  })
  const [sku, name, price, ...rest] = cells.map(edited) as [GridColumn<Row>, GridColumn<Row>, GridColumn<Row>, ...GridColumn<Row>[]]
  const columns: GridColumn<Row>[] = [
    sku, name,
    { key: 'list', title: t('customers.prices.cell.list'), width: 8, num: true, text: (row) => money(listOf(row)) || '–' },
    price,
    {
      key: 'delta', title: t('customers.prices.cell.delta'), width: 8, num: true,
      text: (row) => {
        const d = delta(row)
        return d === null ? '–' : formatDelta(lang, d, 1)
      },
      show: (row) => {
        const d = delta(row)
        if (d === null) return '–'
        return d > 0 ? <span className="font-strong text-warn">{t('customers.prices.above', { delta: formatDelta(lang, d, 1) })}</span> : formatDelta(lang, d, 1)
      },
    },
    ...rest,
  ]
  if (may) {
    columns.push({
      key: 'acts', title: t('customers.prices.acts'), width: 6, text: () => '',
      control: (row) => (
        <Button kind="quiet" className="text-bad!" aria-label={t('customers.prices.removeOf', { name: cellOf(row, 'name') || cellOf(row, 'sku') || t('customers.prices.newLine') })} onClick={() => void remove(row)}>
          {t('customers.prices.remove')}
        </Button>
      ),
    })
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Shown seat={seat} customer={customer} />
      {may && (
        <div className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
          <ItemPick company={company} without={new Set(items.map((i) => i.item))} onPick={pick} />
          <Button icon={<ClipboardPaste aria-hidden />} onClick={() => setPasting(true)}>
            {t('customers.prices.paste')}
          </Button>
          {rows.length > 0 && (
            <span className="ml-auto flex flex-wrap gap-1">
              <Button kind="quiet" icon={<Undo2 aria-hidden />} disabled={!sheet.canUndo} aria-keyshortcuts="Control+Z" onClick={sheet.undo}>
                {t('customers.prices.undo')}
              </Button>
              <Button kind="quiet" icon={<Redo2 aria-hidden />} disabled={!sheet.canRedo} aria-keyshortcuts="Control+Y" onClick={sheet.redo}>
                {t('customers.prices.redo')}
              </Button>
            </span>
          )}
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState icon={<BadgePercent aria-hidden />} text={t(may ? 'customers.prices.none' : 'customers.prices.noneToRead')} />
      ) : (
        <>
          {may && <KeyLine name="own-prices">{t('customers.prices.keys')}</KeyLine>}
          {above > 0 && (
            <p role="status" className="text-warn max-tablet:px-4">
              {t('customers.prices.aboveList', { count: above })}
            </p>
          )}
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <EditGrid
              ref={handle}
              label={t('customers.prices.title', { name: customer.customer.name })}
              columns={columns}
              rows={rows}
              rowKey={(r) => r.key}
              rowName={(r) => cellOf(r, 'name') || cellOf(r, 'sku') || t('customers.prices.newLine')}
              onChange={sheet.change}
              onSubmit={() => void (sheet.changed.length > 0 && save())}
              onBeyond={(block, column) => void (column === 'sku' ? take(block) : toast(t('customers.prices.lost', { count: block.flat().length })))}
              onLost={(count) => toast(t('customers.prices.lost', { count }))}
              history={sheet}
            />
          </div>
        </>
      )}
      {sheet.flags.size > 0 && (
        <p role="alert" className="rounded-control border border-warn bg-warn-bg px-3 py-2 font-strong text-warn max-tablet:mx-4">
          {t('customers.prices.flagged', { count: sheet.flags.size })}
        </p>
      )}
      <div className="max-tablet:px-4">
        <Refusal problem={deed.problem} />
      </div>
      {may && sheet.changed.length > 0 && (
        <div className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) flex flex-wrap items-center justify-end gap-3 border-t border-line bg-paper py-3 max-tablet:px-4 print:hidden">
          <p role="status" className="mr-auto text-small text-ink2">
            {t('customers.prices.unsaved', { count: sheet.changed.length })}
          </p>
          {wrong.length > 0 && (
            <Button kind="quiet" className="text-bad!" onClick={nextWrong}>
              {t('customers.prices.wrong', { count: wrong.length })}
            </Button>
          )}
          <Button
            onClick={() => {
              sheet.discard()
              setAdded([])
            }}
          >
            {t('customers.discard')}
          </Button>
          <Button kind="primary" busy={deed.busy} onClick={() => void save()}>
            {t('customers.prices.save', { count: good.length })}
          </Button>
        </div>
      )}
      <Suspense>{pasting && <PasteList onTake={(block) => void take(block)} onClose={() => setPasting(false)} />}</Suspense>
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </div>
  )
}

/** The prices that only this customer pays, beside the list price. */
export function PricesTab({ seat, customer }: { seat: Seat; customer: Customer }) {
  const list = useInfiniteQuery(ownPrices(seat.company.id, customer.customer.id))
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={8} />
  const saved = list.data.pages.flatMap((p) => p.items)
  const readAll = async () => {
    for (let more = list.hasNextPage; more; ) more = (await list.fetchNextPage()).hasNextPage
  }
  return (
    <>
      <Sheet key={customer.customer.id} seat={seat} customer={customer} saved={saved} readAll={readAll} />
      {list.hasNextPage && <LoadMore shown={saved.length} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}
