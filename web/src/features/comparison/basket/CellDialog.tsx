import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, Pencil } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../../lib/money'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState, Skeleton } from '../../../ui/States'
import { WhyPrice } from '../../pricing/receipt/WhyPrice'
import { usePromise, useUnit } from '../offers/Cells'
import { Course } from '../product/PriceHistory'
import { MendDialog } from '../product/MendDialog'
import { historyQuery, productQuery, type Ref } from '../product/queries'
import type { Answer, AnsweredLine, Cell, Supplier } from './board'
import { sameRef } from './draft'
import { nameOf, useFigures, useHintWords } from './figures'
import { compareAgain, explainQuery, type Question } from './queries'
import { Terms } from './Terms'
import { useRow, useWork } from './useCompare'

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="grid gap-2 border-t border-line pt-3">
    <h3 className="font-strong">{title}</h3>
    {children}
  </section>
)

const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="flex gap-3">
    <dt className="w-28 flex-none text-ink2">{title}</dt>
    <dd className="min-w-0 flex-1 wrap-anywhere">{children}</dd>
  </div>
)

/** How the unit price came about, and from which quantities on it is another. */
function PriceSteps({ cell, supplier, rates }: { cell: Cell; supplier: Supplier | undefined; rates: Answer['rates'] }) {
  const t = useTranslations('basket.price')
  const lang = useLocale()
  const unit = useUnit()
  const { price, breaks = [] } = cell
  if (!price) return null
  const money = (amount: string) => formatUnitPrice(lang, { amount, currency: price.currency })
  const rate = rates.find((r) => r.currency === price.currency)
  const reached = breaks.findLast((b) => Number(b.from) <= Number(cell.order ?? 0))
  // A break that changes nothing is nothing to reach for.
  const next = breaks.find((b) => Number(b.from) > Number(cell.order ?? 0) && Number(b.amount) < Number(price.amount))
  return (
    <Part title={t('title')}>
      <dl className="grid gap-1">
        <Fact title={t('unit')}>
          <span className="num font-strong">{money(price.amount)}</span> / {unit(cell.unit)}
          {cell.list && <span className="block text-small text-ink2">{t(`list.${cell.list}`)}</span>}
        </Fact>
        {cell.list_price && (
          <Fact title={t('listPrice')}>
            <span className="num">{formatUnitPrice(lang, cell.list_price)}</span> / {unit(cell.unit)}
          </Fact>
        )}
        {(cell.steps?.length ?? 0) > 1 &&
          cell.steps?.map((s, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- steps have no name but their place
            <Fact key={i} title={t(`step.${s.code}`)}>
              <span className="num">{money(s.amount)}</span>
              {s.value !== undefined && <span className="text-small text-ink2"> · {formatNumber(lang, s.value)}</span>}
            </Fact>
          ))}
        {breaks.map((b) => (
          <Fact key={b.from} title={t('from', { quantity: formatNumber(lang, b.from) })}>
            <span className="num">{money(b.amount)}</span>
            {b === reached && <span className="text-small text-best-ink"> · {t('reached')}</span>}
            {b === next && <span className="text-small text-ink2"> · {t('next', { more: formatNumber(lang, Number(b.from) - Number(cell.order ?? 0)), unit: unit(cell.unit) })}</span>}
          </Fact>
        ))}
        {rate && (
          <Fact title={t('rate')}>
            <span className="num">{t('rateOf', { currency: rate.currency, rate: formatNumber(lang, rate.rate), day: rate.day })}</span>
          </Fact>
        )}
        <Fact title={t('age')}>{cell.priced_at ? dayOf(cell.priced_at, deviceZone) : t('noAge')}</Fact>
        {supplier?.protection && <Fact title={t('billed')}>{t(`protection.${supplier.protection}`, { days: supplier.notice_days ?? 0 })}</Fact>}
      </dl>
      {cell.stale && <p className="text-small text-warn">{t('stale')}</p>}
    </Part>
  )
}

/** What is ordered for what is needed, and how sure that is. */
function Conversion({ cell, line, onMend }: { cell: Cell; line: AnsweredLine; onMend: () => void }) {
  const t = useTranslations('basket.pack')
  const th = useTranslations('product.holds')
  const lang = useLocale()
  const unit = useUnit()
  const amount = (quantity: string, of: string) => `${formatNumber(lang, quantity)} ${unit(of)}`
  return (
    <Part title={t('title')}>
      <dl className="grid gap-1">
        <Fact title={t('needed')}>{amount(line.quantity, line.unit ?? cell.unit)}</Fact>
        {cell.order && (
          <Fact title={t('ordered')}>
            {amount(cell.order, cell.unit)}
            {cell.over && <span className="block text-small text-warn">{t('over', { amount: amount(cell.over, cell.unit) })}</span>}
          </Fact>
        )}
        {cell.minimum && (Number(cell.minimum) !== 1 || Number(cell.multiple) !== 1) && <Fact title={t('sold')}>{t('steps', { minimum: amount(cell.minimum, cell.unit), multiple: formatNumber(lang, cell.multiple ?? '1') })}</Fact>}
        {cell.source && cell.holds && line.per && (cell.source !== 'unit' || cell.unit !== line.per) && (
          <Fact title={t('holds')}>
            <span className={cell.guess ? 'text-warn' : undefined}>{th(cell.source, { unit: unit(cell.unit), holds: cell.holds.includes('/') ? cell.holds : formatNumber(lang, cell.holds), base: unit(line.per) })}</span>
          </Fact>
        )}
      </dl>
      {cell.guess && <p className="text-small text-warn">{t('guess')}</p>}
      {(cell.guess || cell.why === 'units_differ') && (
        <Button icon={<Pencil aria-hidden />} className="justify-self-start" onClick={onMend}>
          {t('mend')}
        </Button>
      )}
    </Part>
  )
}

/** Promotions that do not apply yet, with what is missing. */
function Hints({ supplier }: { supplier: Supplier }) {
  const t = useTranslations('basket.hint')
  const say = useHintWords()
  const hints = supplier.chosen.hints?.filter((h) => h.missing) ?? []
  if (hints.length === 0) return null
  return (
    <Part title={t('title')}>
      <ul className="grid gap-1">
        {hints.map((h) => (
          <li key={h.promotion + h.code} className="num">
            {say(h)}
            <span className="block text-small text-ink2">{h.promotion}</span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function History({ company, of }: { company: string; of: Ref }) {
  const t = useTranslations('basket')
  const { data } = useQuery(historyQuery(company, of, 365))
  if (!data || data.points.length === 0) return null
  return (
    <Part title={t('history')}>
      <Course points={data.points} />
    </Part>
  )
}

/** Says what is in a sold unit, with the facts that the buyer keeps of the item already. */
function Mend({ company, of, onClose }: { company: string; of: Ref; onClose: () => void }) {
  const { data } = useQuery(productQuery(company, of))
  const offer = data?.offers.find((o) => o.supplier === of.supplier && o.offer.item === of.item)
  if (!offer) return null
  return (
    <MendDialog
      company={company}
      offer={offer}
      onClose={() => {
        void compareAgain(company)
        onClose()
      }}
    />
  )
}

/** Further offers of the same supplier for the same line. */
function Siblings({ cells, shown, currency, onShow }: { cells: readonly Cell[]; shown: Cell; currency: string; onShow: (cell: Cell) => void }) {
  const t = useTranslations('basket')
  const lang = useLocale()
  if (cells.length < 2) return null
  return (
    <Part title={t('siblings')}>
      <ul className="grid gap-1">
        {cells.map((c) => (
          <li key={c.item}>
            <button type="button" aria-pressed={c === shown} onClick={() => onShow(c)} className="flex min-h-control w-full items-center justify-between gap-3 rounded-control px-2 py-1 text-left hover:bg-sunk aria-pressed:bg-best">
              <span className="min-w-0 wrap-anywhere">
                {c.name} <span className="num text-small text-ink2">{c.sku}</span>
              </span>
              <span className="num flex-none">{c.cost ? formatMoney(lang, { amount: c.cost, currency }) : c.why && t(`why.${c.why}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Part>
  )
}

type Props = { company: string; question: Question; line: string; supplier: string; mayWrite: boolean; onClose: () => void }

/** One cell in full: what it costs and why, what it rests on, and what would change it. */
export function CellDialog({ company, question, line: key, supplier: id, mayWrite, onClose }: Props) {
  const t = useTranslations('basket')
  const unit = useUnit()
  const { board, draft } = useWork()
  const row = useRow(key)
  const { data, error, refetch } = useQuery(explainQuery(company, question, key))
  const [item, setItem] = useState<string | null>(null)
  const [mending, setMending] = useState(false)
  const { unitPrice } = useFigures(data?.currency ?? 'CNY')
  const promised = usePromise()
  const line = data?.lines[0]
  const name = board.supplier(id)?.name ?? ''
  const cells = line?.cells.filter((c) => c.supplier === id) ?? []
  const wanted = item ?? row?.cells.get(id)?.cell.item
  const cell = cells.find((c) => c.item === wanted) ?? cells[0]
  const supplier = data?.suppliers.find((s) => s.supplier === id)
  const ref = cell && { supplier: cell.supplier, item: cell.item }
  const counts = ref && row?.line.chosen && sameRef(row.line.chosen, ref)
  return (
    <>
      <Dialog
        open
        place="side"
        onClose={onClose}
        title={name}
        description={row && cell && nameOf(row) !== cell.name ? nameOf(row) : undefined}
        actions={
          cell?.cost && (
            <Button kind="primary" onClick={() => (draft.choose(key, ref), onClose())}>
              {counts ? t('cell.letBest') : t('cell.take')}
            </Button>
          )
        }
      >
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={8} />}
        {data && !cell && <p className="text-ink2">{t('cell.none', { supplier: name })}</p>}
        {data && line && cell && ref && (
          <div className="grid gap-4">
            <div className="grid gap-0.5">
              <Link to="/suppliers/$supplier/items/$item" params={ref} className="py-0.5 wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
                {cell.name}
              </Link>
              <span className="num text-small text-ink2">{cell.sku}</span>
              {cell.cost && cell.per_unit ? (
                <p className="num text-total font-strong">
                  {cell.guess && '≈ '}
                  {unitPrice(Number(cell.per_unit))}
                  <span className="text-small font-normal text-ink2"> / {unit(line.per ?? cell.unit)}</span>
                </p>
              ) : (
                <p className="text-warn">{t(`reason.${cell.why ?? 'no_price'}`)}</p>
              )}
              {cell.best && (
                <p className={cell.best === 'certain' ? 'flex items-center gap-1 text-best-ink' : 'text-warn'}>
                  {cell.best === 'certain' && <Check aria-hidden />}
                  {t(`best.${cell.best}`)}
                </p>
              )}
            </div>
            {cell.cost && cell.terms && <Terms key={cell.item} terms={cell.terms} cost={cell.cost} cell={cell} supplier={supplier} answer={data} />}
            <Conversion cell={cell} line={line} onMend={() => setMending(true)} />
            <PriceSteps cell={cell} supplier={supplier} rates={data.rates} />
            {cell.cost && cell.price && <WhyPrice of={{ view: 'compared', company, supplier: cell.supplier, item: cell.item, line: key, basket: question.body }} name={cell.name} className="justify-self-start" />}
            {(cell.available || cell.days !== undefined) && (
              <Part title={t('delivery')}>
                <dl className="grid gap-1">
                  {cell.available && <Fact title={t('stock')}>{t(`available.${cell.available}`)}</Fact>}
                  {cell.promise && <Fact title={t('promised')}>{promised(cell.promise)}</Fact>}
                  {cell.days !== undefined && <Fact title={t('leaves')}>{t('leavesIn', { days: cell.days })}</Fact>}
                </dl>
              </Part>
            )}
            {supplier && <Hints supplier={supplier} />}
            <Siblings cells={cells} shown={cell} currency={data.currency} onShow={(c) => setItem(c.item)} />
            <History company={company} of={ref} />
          </div>
        )}
      </Dialog>
      {mending && mayWrite && ref && <Mend company={company} of={ref} onClose={() => setMending(false)} />}
    </>
  )
}
