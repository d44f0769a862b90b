import clsx from 'clsx'
import { Check } from 'lucide-react'
import { memo, useSyncExternalStore } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatDelta } from '../../../lib/money'
import { Seal } from '../../../ui/Marks'
import { Stepper } from '../../../ui/Stepper'
import { useUnit } from '../offers/Cells'
import { hintOf, type CellView } from './board'
import { NameCell, QuantityCell, SupplierCell, type RowProps } from './CompareGrid'
import { nameOf, shortDay, useCellWords, useFigures, useHintWords } from './figures'
import { nameColumn } from './keys'
import { useRow, useTotal, useWork } from './useCompare'

/** By how much dearer, as a length: two pixels high, at most a third of the cell. */
const Bar = ({ delta }: { delta: number }) => <span aria-hidden className="absolute right-3 bottom-1.5 h-0.5 bg-control/70" style={{ width: `${Math.min(36, 2 + delta * 160)}px` }} />

const Guess = () => {
  const t = useTranslations('basket')
  return (
    <>
      <span aria-hidden>≈</span>
      <span className="sr-only">{t('guess')} </span>
    </>
  )
}

/** The figure of a cell with its mark; a word where there is none. */
function Figure({ view, price, why }: { view: CellView; price: string; why: string }) {
  const t = useTranslations('basket')
  const lang = useLocale()
  if (view.total === undefined) return <span className="text-right text-small leading-tight whitespace-normal text-ink2">{why}</span>
  const { best, chosen, delta = 0, cell } = view
  const by = cell.promise?.by
  const later = by !== undefined ? t('by', { day: shortDay(lang, by) }) : cell.available === 'short' && t('short')
  return (
    <>
      <span className={clsx('flex max-w-full items-center gap-1', (chosen || best === 'certain') && 'font-strong')}>
        {chosen && <Check aria-hidden className="size-3.5! stroke-3!" />}
        {cell.guess && <Guess />}
        <span className="truncate">{price}</span>
      </span>
      <span className={clsx('max-w-full truncate text-caption', best === 'guess' || (cell.stale && !best) || cell.available === 'short' ? 'text-warn' : !best && 'text-ink2')}>
        {[best ? t(`best.${best}`) : cell.stale ? t('stale') : later ? '' : formatDelta(lang, delta), later].filter(Boolean).join(' · ')}
      </span>
      {!best && delta > 0 && <Bar delta={delta} />}
    </>
  )
}

type BoxProps = { supplier: string; column: number; left: number; active: boolean; view: CellView | undefined; said: boolean }

/** The cell of one supplier. Drawn anew for its own changes only: of a grid that moves sideways, what was in sight stays as it is. */
const Box = memo(function Box({ supplier, column, left, active, view, said }: BoxProps) {
  const t = useTranslations('basket')
  const { board } = useWork()
  const { unitPrice } = useFigures(board.answer()?.currency ?? 'CNY')
  const words = useCellWords()
  return (
    <SupplierCell
      column={column}
      left={left}
      active={active}
      picked={view?.chosen === true}
      className={clsx(view?.chosen && 'bg-best text-best-ink inset-ring-2 inset-ring-accent', view?.best === 'certain' && !view.chosen && 'text-best-ink inset-ring inset-ring-accent', view?.best === 'guess' && !view.chosen && 'outline-1 -outline-offset-2 outline-dashed outline-warn', !view && 'text-ink2')}
    >
      <span className="sr-only">{board.supplier(supplier)?.name} </span>
      {view ? <Figure view={view} price={view.perUnit === undefined ? '' : unitPrice(view.perUnit)} why={words.why(view.cell)} /> : <span className="text-small">{said ? t('none') : '…'}</span>}
    </SupplierCell>
  )
})

/** What the line is, and how many. */
const Front = memo(function Front({ line, active }: { line: string; active: boolean }) {
  const t = useTranslations('basket')
  const unit = useUnit()
  const { board, draft } = useWork()
  const hintWords = useHintWords()
  const row = useRow(line)
  if (!row) return null
  const name = nameOf(row)
  const { said } = row
  const open = said && said.state !== 'matched'
  const hint = row.chosen && hintOf(board.supplier(row.chosen.cell.supplier), line)
  return (
    <>
      <NameCell active={active}>
        <span className="truncate">{name}</span>
        {hint ? (
          <span className="num truncate text-small text-best-ink">{hintWords(hint)}</span>
        ) : (
          <span className={clsx('num truncate text-small', open ? 'text-warn' : 'text-ink2')}>
            {open ? t(said.state === 'question' ? 'state.question' : 'state.unknown') : [said?.own_code ?? said?.mpn ?? said?.sku, (said?.unit ?? row.line.unit) && unit(said?.unit ?? row.line.unit), said?.guess && t('guess')].filter(Boolean).join(' · ') || row.line.text}
          </span>
        )}
      </NameCell>
      <QuantityCell>
        <Stepper value={Number(row.line.quantity)} min={0} max={9_999_999} decimals={3} label={t('quantityOf', { name })} onChange={(n) => n > 0 && draft.setQuantity(line, String(n))} />
      </QuantityCell>
    </>
  )
})

/** One line: what it is, how many, and what each supplier has. */
export const Row = memo(function Row({ line, suppliers, shown, active, left }: RowProps) {
  const row = useRow(line)
  if (!row) return null
  return (
    <>
      <Front line={line} active={active === nameColumn} />
      {shown.map((column) => {
        const id = suppliers[column]
        return id !== undefined && <Box key={id} supplier={id} column={column} left={left(column)} active={active === column} view={row.cells.get(id)} said={row.said !== undefined} />
      })}
    </>
  )
})

/** Over the column of a supplier: who it is and what it comes to there. */
export const Head = memo(function Head({ supplier: id }: { supplier: string }) {
  const { board } = useWork()
  const supplier = useSyncExternalStore(board.subscribe, () => board.supplier(id))
  const pay = useTotal((totals) => totals.bySupplier.get(id)?.pay)
  const lines = useTotal((totals) => totals.lines)
  const { money } = useFigures(board.answer()?.currency ?? 'CNY')
  if (!supplier) return null
  return (
    <span className="flex h-full flex-col justify-between px-3 py-2" title={supplier.name}>
      <span className="flex items-center justify-between gap-1">
        <Seal name={supplier.name} filled={pay !== undefined} />
        <span className="num truncate text-caption text-ink2">{`${supplier.offers}/${lines}`}</span>
      </span>
      <span className="truncate text-small">{supplier.name}</span>
      <span className="num truncate text-right text-caption text-ink2">{pay === undefined ? '—' : money(pay)}</span>
    </span>
  )
})
