import { useWindowVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { Check, ChevronDown, ChevronUp, Info } from 'lucide-react'
import { memo, useLayoutEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatDelta } from '../../../lib/money'
import { Button } from '../../../ui/Button'
import { Seal } from '../../../ui/Marks'
import { Stepper } from '../../../ui/Stepper'
import { useUnit } from '../offers/Cells'
import { hintOf, type CellView, type RowView } from './board'
import { nameOf, useCellWords, useFigures, useHintWords } from './figures'
import { useRow, useWork } from './useCompare'

type Open = { onExplain: (line: string, supplier: string) => void; onLine: (line: string) => void }

/** All offers of a line, the cheapest first; what has no figure says why, last. */
function Offers({ row, onPick, onExplain }: { row: RowView; onPick: (supplier: string) => void; onExplain: Open['onExplain'] }) {
  const t = useTranslations('basket')
  const lang = useLocale()
  const { board } = useWork()
  const { unitPrice } = useFigures(board.answer()?.currency ?? 'CNY')
  const words = useCellWords()
  const order = (v: CellView) => v.total ?? Infinity
  return (
    <ul aria-label={t('card.offersOf', { name: nameOf(row) })} className="divide-y divide-line overflow-hidden rounded-control border border-line">
      {[...row.cells].toSorted(([, a], [, b]) => order(a) - order(b)).map(([id, view]) => {
        const supplier = board.supplier(id)?.name ?? ''
        const price = view.perUnit === undefined ? '' : unitPrice(view.perUnit)
        return (
          <li key={id} className="flex items-stretch">
            <button type="button" aria-pressed={view.chosen} disabled={view.total === undefined} onClick={() => onPick(id)} className="flex min-h-11 min-w-0 flex-1 items-center gap-2 px-3 py-1 text-left aria-pressed:bg-best">
              <Seal name={supplier} filled={view.chosen} />
              <span className="min-w-0 flex-1 truncate">{supplier}</span>
              <span className="num flex flex-none flex-col items-end">
                {view.total === undefined ? (
                  <span className="text-small text-ink2">{words.why(view.cell)}</span>
                ) : (
                  <>
                    <span className={clsx('flex items-center gap-1', view.chosen && 'font-strong')}>
                      {view.chosen && <Check aria-hidden className="size-3.5!" />}
                      {view.cell.guess && '≈ '}
                      {price}
                    </span>
                    <span className={clsx('text-caption', view.best === 'certain' ? 'text-best-ink' : view.best ? 'text-warn' : 'text-ink2')}>{view.best ? t(`best.${view.best}`) : formatDelta(lang, view.delta ?? 0)}</span>
                  </>
                )}
              </span>
            </button>
            <Button kind="quiet" className="h-auto! min-h-11 min-w-11! rounded-none" aria-label={t('card.explain', { supplier })} icon={<Info aria-hidden />} onClick={() => onExplain(row.line.key, id)} />
          </li>
        )
      })}
    </ul>
  )
}

const Card = memo(function Card({ line, onExplain, onLine }: { line: string } & Open) {
  const t = useTranslations('basket')
  const unit = useUnit()
  const row = useRow(line)
  const { board, draft } = useWork()
  const { unitPrice, money } = useFigures(board.answer()?.currency ?? 'CNY')
  const [open, setOpen] = useState(false)
  const hintWords = useHintWords()
  if (!row) return null
  const { said, chosen, offers } = row
  const name = nameOf(row)
  const question = said && said.state !== 'matched'
  const supplier = chosen && board.supplier(chosen.cell.supplier)?.name
  const hint = chosen && hintOf(board.supplier(chosen.cell.supplier), line)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-line bg-surface px-4 py-3">
      <div className="flex items-baseline justify-between gap-3">
        <button type="button" onClick={() => onLine(line)} className="-my-2 min-h-11 min-w-0 flex-1 py-2 text-left wrap-anywhere">
          {name}
        </button>
        <span className="num flex-none font-strong">{chosen?.total === undefined ? '—' : money(chosen.total)}</span>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Stepper className="h-11! w-38 flex-none" value={Number(row.line.quantity)} min={0} max={9_999_999} decimals={3} label={t('quantityOf', { name })} onChange={(n) => n > 0 && draft.setQuantity(line, String(n))} />
        {question ? (
          <button type="button" onClick={() => onLine(line)} className="min-h-11 flex-1 rounded-control bg-warn-bg px-2 text-left text-small text-warn">
            {t(said.state === 'question' ? 'state.question' : 'state.unknown')}
          </button>
        ) : row.cells.size === 0 ? (
          <span className="text-small text-ink2">{said ? t('none') : '…'}</span>
        ) : (
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className={clsx('flex min-h-11 min-w-0 flex-1 basis-36 items-center gap-2 rounded-control px-2 py-0.5 text-left', chosen?.total === undefined ? 'bg-sunk' : 'bg-best')}>
            {supplier && <Seal name={supplier} filled />}
            <span className="min-w-0 flex-1">
              <span className={clsx('num block truncate', chosen && 'font-strong text-best-ink')}>
                {chosen?.perUnit === undefined ? t('card.choose') : `${chosen.cell.guess ? '≈ ' : ''}${unitPrice(chosen.perUnit)}/${unit(said?.per ?? chosen.cell.unit)}`}
              </span>
              <span className="block truncate text-small text-ink2">{open ? t('card.less') : t('card.more', { count: Math.max(0, chosen ? offers - 1 : offers) })}</span>
            </span>
            {open ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
          </button>
        )}
      </div>
      {hint && <p className="num text-small text-best-ink">{hintWords(hint)}</p>}
      {open && (
        <Offers
          row={row}
          onExplain={onExplain}
          onPick={(id) => {
            const cell = row.cells.get(id)?.cell
            if (cell) draft.choose(line, { supplier: cell.supplier, item: cell.item })
            setOpen(false)
          }}
        />
      )}
    </div>
  )
})

/** A card for each line: under the thumb, moved with the page. */
export function Cards({ label, lines, onExplain, onLine }: { label: string; lines: readonly string[] } & Open) {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [])
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used here and handed to nobody
  const virtual = useWindowVirtualizer({ count: lines.length, estimateSize: () => 108, overscan: 6, scrollMargin: top, getItemKey: (i) => lines[i] ?? i })
  return (
    <ul ref={list} aria-label={label} className="relative border-t border-line print:hidden" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const line = lines[item.index]
        return (
          line !== undefined && (
            <li key={item.key} ref={virtual.measureElement} data-index={item.index} aria-posinset={item.index + 1} aria-setsize={lines.length} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${item.start - top}px)` }}>
              <Card line={line} onExplain={onExplain} onLine={onLine} />
            </li>
          )
        )
      })}
    </ul>
  )
}
