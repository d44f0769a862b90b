import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowRight, Redo2, Undo2 } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice, parseDecimal } from '../../../lib/money'
import { useDeed } from '../../../lib/useDeed'
import { usePhone } from '../../../lib/useMedia'
import { mayOf, type Seat } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button } from '../../../ui/Button'
import { EditGrid, type GridColumn } from '../../../ui/EditGrid'
import { KeyLine } from '../../../ui/KeyLine'
import { ConfirmDialog } from '../../../ui/lazy'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { useUnit } from '../../comparison/offers/Cells'
import { read, write } from '../exact'
import { readOperation } from '../operation'
import { splatOf } from '../PriceNav'
import { askAgain, policyQuery, type GridCell, type GridRow } from '../queries'
import { baseColumn, cellKey, changedIn, counted, figureIn, isUnder, linesOf, marginIn, textIn, wrongWith, type SheetList, type SheetPrice, type SheetRow } from './sheet'
import { useTyped } from './useTyped'

type Row = SheetRow & { cells: Readonly<Record<string, GridCell | undefined>> }

const priceOf = (cell: GridCell | undefined): SheetPrice | undefined =>
  cell?.amount === undefined || !cell.currency ? undefined : { amount: cell.amount, currency: cell.currency, reckoned: cell.source === 'rule', breaks: (cell.breaks ?? []).map((b) => ({ from: b.from, price: b.amount })) }

/** A row as the hub tells it, by the columns that were asked for. */
function rowOf(row: GridRow): Row {
  const cells: Record<string, GridCell | undefined> = { [baseColumn]: row.base, ...Object.fromEntries(row.of.map((id, i) => [id, row.lists[i]])) }
  return {
    item: row.item, sku: row.sku, name: row.name, brand: row.brand ?? '', unit: row.unit, cells,
    cost: row.cost !== undefined && row.cost_currency ? { amount: row.cost, currency: row.cost_currency } : undefined,
    prices: Object.fromEntries(Object.entries(cells).map(([id, cell]) => [id, priceOf(cell)])),
  }
}

/** At most this many prices are one change. */
const sendMost = 5000

export type SheetProps = {
  seat: Seat
  rows: readonly GridRow[]
  /** What stands beside the base prices, in this order. */
  lists: readonly SheetList[]
  margins: boolean
  /** Only rows in which some price leaves less than so many percent. */
  below: string
  empty: ReactNode
}

/** Items and lists as a spreadsheet: typed, pasted, a column counted anew; then looked at as a whole before anything holds. */
export function Sheet({ seat, rows: given, lists, margins, below, empty }: SheetProps) {
  const t = useTranslations()
  const lang = useLocale()
  const phone = usePhone()
  const unit = useUnit()
  const navigate = useNavigate()
  const company = seat.company.id
  const writing = mayOf(seat, 'pricing.list.write')
  const may = writing.shown && !writing.disabled
  const knowsCost = seat.permissions.includes('pricing.cost.read')
  const policy = useQuery(policyQuery(company))
  const floor = policy.data?.value.floor_margin === undefined ? null : read(parseDecimal(policy.data.value.floor_margin) ?? '')
  const all = given.map(rowOf)
  const sheet = useTyped(all)
  const deed = useDeed()
  const [draft, setDraft] = useState<string | null>(null)
  const blocker = useUnsaved(sheet.typed.size > 0)
  useEffect(() => {
    // Only when what was typed stands in the draft is the page left.
    if (draft && sheet.typed.size === 0) void navigate({ to: '/c/$company/prices/$', params: { company, _splat: splatOf('changes', draft) }, search: {} })
  }, [draft, sheet.typed, navigate, company])

  const currency = all.find((r) => r.prices[baseColumn])?.prices[baseColumn]?.currency ?? 'CNY'
  const base: SheetList = { id: baseColumn, name: t('prices.base'), currency, taxIncluded: false, taxRate: '0', rounding: { mode: 'half_up' } }
  /** Base prices have no list that names their money: each has its own. */
  const inRow = (list: SheetList, row: Row) => (list.id === baseColumn ? { ...list, currency: row.prices[baseColumn]?.currency ?? currency } : list)
  const columnsOf = [base, ...lists]
  const least = below ? read(below) : null
  const rows = least ? all.filter((r) => columnsOf.some((l) => sheet.typed.has(cellKey(r.item, l.id)) || isUnder(marginIn(r, inRow(l, r), sheet.typed), least))) : all

  const percent = (row: Row, list: SheetList) => {
    const margin = marginIn(row, inRow(list, row), sheet.typed)
    return margin && t('prices.percent', { percent: formatNumber(lang, write(margin, 1), 1, 1) })
  }
  const wrongHere = (row: Row, list: SheetList) => {
    const flag = sheet.flags.get(cellKey(row.item, list.id))
    if (flag) return flag
    const code = wrongWith(sheet.typed.get(cellKey(row.item, list.id)) ?? '')
    if (code) return t(`fault.field.${code}` as never)
    const margin = marginIn(row, inRow(list, row), sheet.typed)
    return floor && isUnder(margin, floor) ? t('prices.under', { margin: percent(row, list) ?? '', floor: t('prices.percent', { percent: formatNumber(lang, write(floor, 2)) }) }) : undefined
  }
  const shown = (row: Row, list: SheetList) => {
    const cell = row.cells[list.id]
    const typed = sheet.typed.has(cellKey(row.item, list.id))
    const text = textIn(row, list.id, sheet.typed)
    const figure = figureIn(row, list.id, sheet.typed)
    if (text && figure === null) return text
    if (figure === null) return <span className="text-ink2">–</span>
    const price = formatUnitPrice(lang, { amount: write(figure), currency: inRow(list, row).currency })
    const notes = [
      !typed && cell?.source === 'rule' && t('prices.byRule'),
      !typed && cell?.breaks && cell.breaks.length > 0 && t('prices.breaks', { count: cell.breaks.length }),
      !typed && cell?.coming && t('prices.coming', { day: dayOf(cell.coming.from, deviceZone).slice(5), price: formatNumber(lang, cell.coming.amount) }),
    ].filter(Boolean)
    return (
      <span className="inline-flex flex-wrap items-baseline justify-end gap-x-1.5">
        {notes.length > 0 && <span className="text-caption text-ink2">{notes.join(' · ')}</span>}
        <span className={clsx(typed && 'font-strong', !typed && cell?.source === 'rule' && 'text-ink2 italic')}>{price}</span>
      </span>
    )
  }
  const wasIn = (row: Row, list: SheetList) => {
    if (!sheet.typed.has(cellKey(row.item, list.id))) return undefined
    const price = row.prices[list.id]
    return price ? t('prices.was', { price: formatUnitPrice(lang, { amount: price.amount, currency: price.currency }) }) : t('prices.wasNothing')
  }
  const priceColumns = (list: SheetList): GridColumn<Row>[] => [
    {
      key: list.id, title: list.name, width: 9.5, num: true, edit: may,
      text: (row) => textIn(row, list.id, sheet.typed),
      show: (row) => shown(row, list),
      wrong: (row) => wrongHere(row, list),
      was: (row) => wasIn(row, list),
    },
    ...(margins && knowsCost ? [{ key: `margin ${list.id}`, title: t('prices.margin'), width: 5, num: true, deskOnly: true, text: (row: Row) => percent(row, list) ?? '–' }] : []),
  ]
  const columns: GridColumn<Row>[] = [
    { key: 'sku', title: t('prices.sku'), width: 8, fixed: true, deskOnly: true, text: (r) => r.sku },
    { key: 'name', title: t('prices.name'), width: 16, main: true, fixed: !phone, text: (r) => r.name },
    { key: 'unit', title: t('prices.unit'), width: 4.5, deskOnly: true, text: (r) => unit(r.unit) },
    ...(knowsCost
      ? [{ key: 'cost', title: t('prices.cost'), width: 6.5, num: true, text: (r: Row) => r.cost?.amount ?? '', show: (r: Row) => (r.cost ? formatUnitPrice(lang, r.cost) : '–') }]
      : []),
    ...columnsOf.flatMap(priceColumns),
  ]

  const preview = () =>
    deed.run(async () => {
      const lines = linesOf(sheet.typed).slice(0, sendMost)
      if (lines.length === 0) return
      const names = [...new Set(lines.map((l) => columnsOf.find((c) => c.id === l.list)?.name ?? ''))]
      const name = t('prices.changeName', { count: lines.length, lists: names.slice(0, 3).join(t('pricing.comma')) }).slice(0, 200)
      const { change, outcome } = await ok(
        api.POST('/api/companies/{company}/pricing/changes', {
          params: { path: { company } },
          body: { name, source: 'grid', lines: lines.map((l) => ({ item: l.item, target: l.list === baseColumn ? {} : { list: l.list }, amount: l.price, ...(l.list === baseColumn && { currency: all.find((r) => r.item === l.item)?.prices[baseColumn]?.currency ?? currency }) })) },
        }),
      )
      await askAgain(company)
      const flags = new Map(
        outcome.lines.flatMap((o) => {
          const line = lines[o.line]
          if (!line || o.outcome === 'accepted') return []
          return [[cellKey(line.item, line.list), (o.problems ?? []).map((p) => (t.has(`fault.field.${p.code}` as never) ? t(`fault.field.${p.code}` as never) : p.message)).join(' ')] as const]
        }),
      )
      const sent = new Set(lines.map((l) => cellKey(l.item, l.list)))
      const rest = new Map([...sheet.typed].filter(([key]) => !sent.has(key)).map(([key]) => [key, '']))
      sheet.keep(new Map([...flags, ...rest]))
      if (flags.size > 0) toast(t('prices.flagged', { count: flags.size }))
      if (outcome.accepted > 0) setDraft(change.id)
    })

  const good = linesOf(sheet.typed).length
  const wrong = sheet.typed.size - good + sheet.flags.size
  const under = floor ? all.reduce((n, r) => n + columnsOf.filter((l) => sheet.typed.has(cellKey(r.item, l.id)) && isUnder(marginIn(r, inRow(l, r), sheet.typed), floor)).length, 0) : 0
  if (given.length === 0) return empty
  return (
    <>
      {may && <KeyLine name="prices">{t('prices.keys')}</KeyLine>}
      <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
        {rows.length === 0 ? (
          <p className="p-4 text-ink2">{t('prices.noneBelow')}</p>
        ) : (
          <EditGrid
            label={t('prices.title')}
            columns={columns}
            rows={rows}
            rowKey={(r) => r.item}
            rowName={(r) => r.name}
            onChange={sheet.change}
            onSubmit={() => void preview()}
            onBeyond={(beyond) => toast(t('prices.beyond', { count: beyond.length }))}
            onLost={(count) => toast(t('prices.lost', { count }))}
            history={{ undo: sheet.undo, redo: sheet.redo }}
            count={{
              read: (typed) => {
                const operation = readOperation(typed)
                return operation && ((row, column) => {
                  const list = columnsOf.find((l) => l.id === column)
                  return list ? counted(operation, row, inRow(list, row), sheet.typed) : null
                })
              },
              choose: (title) => t('prices.choose', { list: title }),
            }}
          />
        )}
      </div>
      <Refusal problem={deed.problem} />
      {draft && sheet.typed.size > 0 && (
        <p className="flex flex-wrap items-center gap-2 max-tablet:px-4">
          <span>{t('prices.someStay', { count: sheet.typed.size })}</span>
          <Button onClick={sheet.discard}>{t('prices.goOn')}</Button>
        </p>
      )}
      {may && (sheet.typed.size > 0 || sheet.canUndo || sheet.canRedo) && (
        <div role="region" aria-label={t('prices.changed')} className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) flex flex-wrap items-center gap-2 border border-line bg-surface px-4 py-2 shadow-edge tablet:rounded-card print:hidden">
          <span aria-live="polite" className="tablet:mr-auto">
            {t('prices.summary', { count: sheet.typed.size, lists: changedIn(sheet.typed) })}
            {under > 0 && <span className="text-bad"> · {t('prices.underCount', { count: under })}</span>}
            {wrong > 0 && <span className="text-bad"> · {t('prices.wrongCount', { count: wrong })}</span>}
          </span>
          <Button kind="quiet" icon={<Undo2 aria-hidden />} disabled={!sheet.canUndo} aria-label={t('prices.undo')} onClick={sheet.undo} />
          <Button kind="quiet" icon={<Redo2 aria-hidden />} disabled={!sheet.canRedo} aria-label={t('prices.redo')} onClick={sheet.redo} />
          <Button disabled={sheet.typed.size === 0} onClick={sheet.discard}>
            {t('pricing.discard')}
          </Button>
          <Button kind="primary" icon={<ArrowRight aria-hidden />} busy={deed.busy} disabled={good === 0} aria-keyshortcuts="Control+Enter" onClick={() => void preview()}>
            {t('prices.preview', { count: good })}
          </Button>
        </div>
      )}
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </>
  )
}
