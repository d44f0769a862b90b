import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Download, Pencil, Printer, Truck, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { deviceZone, formatDay, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber } from '../../lib/money'
import { toProblem } from '../../lib/problem'
import { useDeed } from '../../lib/useDeed'
import { useNow } from '../../lib/useNow'
import { NotFoundPage } from '../../shell/ErrorPages'
import { mayOf, useCompanySeat, type Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { ConfirmDialog, Dialog } from '../../ui/lazy'
import { PageHeader, Section } from '../../ui/Page'
import { Segmented } from '../../ui/Segmented'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { Details, detailsOf, nothingSaid, saidOf } from './Details'
import { List, More, Search, useView } from './List'
import { Note } from './Note'
import { Cases, Parcels, ShipmentState } from './Parts'
import { change, exportShipments, photoAddress, shipAll, shipmentQuery, toShipPages, voidShipment, type Shipment, type Summary, type ToShip } from './queries'

const views = ['to_ship', 'under_way', 'late', 'problems', 'received', 'all'] as const

/** How many of the chosen orders ship at once, by whom, and by when they are there. */
function BulkDialog({ company, orders, onDone, onClose }: { company: string; orders: readonly ToShip[]; onDone: () => void; onClose: () => void }) {
  const t = useTranslations('fulfilment.bulk')
  const [said, setSaid] = useState(nothingSaid)
  const deed = useDeed()
  const send = () =>
    void deed.run(async () => {
      const { carrier, expected_on } = detailsOf(said)
      const done = await shipAll(company, orders, { carrier: carrier || undefined, expected_on })
      const shipped = done.filter((d) => d.outcome === 'shipped').length
      toast(shipped === done.length ? t('done', { count: shipped }) : t('some', { count: shipped, left: done.length - shipped }))
      onDone()
      onClose()
    })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { count: orders.length })}
      description={t('text')}
      actions={
        <Button kind="primary" icon={<Truck aria-hidden />} busy={deed.busy} onClick={send}>
          {t('do', { count: orders.length })}
        </Button>
      }
    >
      <Details said={said} onChange={setSaid} many />
      <Refusal problem={deed.problem} />
    </Dialog>
  )
}

/** Orders with something open, what is late first; several ship at once as they were ordered. */
function ToShipList({ company, q, may }: { company: string; q: string; may: boolean }) {
  const t = useTranslations('fulfilment')
  const lang = useLocale()
  const now = useNow()
  const query = useInfiniteQuery(toShipPages(company, q))
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [asking, setAsking] = useState(false)
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={6} />
  const items = query.data.pages.flatMap((p) => p.items)
  if (items.length === 0) return <EmptyState text={q ? t('nothing', { q }) : t('none.to_ship')} />
  const picked = items.filter((o) => chosen.includes(o.order))
  const late = (due: string) => Math.floor((now.getTime() - Date.parse(due)) / 86_400_000) + 1
  return (
    <>
      {may && (
        <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2">
          <label className="flex min-h-11 items-center gap-2">
            <input type="checkbox" checked={picked.length === items.length} onChange={(e) => setChosen(e.target.checked ? items.map((o) => o.order) : [])} />
            {t('bulk.all')}
          </label>
          <Button kind="primary" icon={<Truck aria-hidden />} disabled={picked.length === 0} onClick={() => setAsking(true)}>
            {t('bulk.ship', { count: picked.length })}
          </Button>
        </div>
      )}
      <ul>
        {items.map((o) => (
          <li key={o.order} className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-t border-line px-4 py-2 first:border-t-0">
            {may ? <input type="checkbox" aria-label={t('bulk.choose', { number: o.number })} checked={chosen.includes(o.order)} onChange={(e) => setChosen(e.target.checked ? [...chosen, o.order] : chosen.filter((c) => c !== o.order))} /> : <span />}
            <Link to="/c/$company/orders/$" params={{ company, _splat: o.order }} className="grid min-h-11 content-center">
              <span className="font-strong wrap-anywhere">{o.buyer.name}</span>
              <span className="num text-small wrap-anywhere text-ink2">{[o.number, o.reference, t('lines', { count: o.lines })].filter(Boolean).join(' · ')}</span>
            </Link>
            <span className={`text-small ${o.due && Date.parse(o.due) < now.getTime() ? 'font-strong text-bad' : 'text-ink2'}`}>
              {o.due && (Date.parse(o.due) < now.getTime() ? t('late', { count: late(o.due) }) : t('leavesBy', { day: formatDay(lang, o.due, 'UTC') }))}
            </span>
          </li>
        ))}
      </ul>
      <More query={query} />
      {asking && <BulkDialog company={company} orders={picked} onDone={() => setChosen([])} onClose={() => setAsking(false)} />}
    </>
  )
}

function All({ seat }: { seat: Seat }) {
  const t = useTranslations('fulfilment')
  const company = seat.company.id
  const { view, setView, q, setQ } = useView<(typeof views)[number]>('to_ship')
  const deed = useDeed()
  return (
    <>
      <PageHeader
        title={t('sent')}
        note={seat.company.name}
        actions={
          <span className="flex flex-wrap gap-2">
            <Link to="/c/$company/orders/$" params={{ company, _splat: '' }} className={buttonClass('quiet')}>
              <ArrowLeft aria-hidden />
              {t('orders')}
            </Link>
            {view !== 'to_ship' && (
              <Button
                icon={<Download aria-hidden />}
                busy={deed.busy}
                onClick={() =>
                  void deed.run(async () => {
                    await exportShipments(company, view, q)
                    toast(t('exported'))
                  })
                }
              >
                {t('export')}
              </Button>
            )}
          </span>
        }
      >
        <div className="flex flex-wrap gap-3">
          <Segmented label={t('views')} value={view} onChange={setView} options={views.map((v) => ({ value: v, label: t(`view.${v}`) }))} />
          <Search onSearch={setQ} />
        </div>
        <Refusal problem={deed.problem} />
      </PageHeader>
      {view === 'to_ship' ? <ToShipList company={company} q={q} may={!mayOf(seat, 'fulfilment.shipment.write').disabled} /> : <List company={company} side="supplier" view={view} q={q} />}
    </>
  )
}

function ChangeDialog({ company, of, onClose }: { company: string; of: Summary; onClose: () => void }) {
  const t = useTranslations('fulfilment')
  const [said, setSaid] = useState(() => saidOf(of))
  const deed = useDeed()
  const save = () =>
    void deed.run(async () => {
      await change(company, of, detailsOf(said))
      onClose()
    })
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={t('change')}
      description={t('changeText')}
      actions={
        <Button kind="primary" busy={deed.busy} onClick={save}>
          {t('save')}
        </Button>
      }
    >
      <Details said={said} onChange={setSaid} />
      <Refusal problem={deed.problem} />
    </Dialog>
  )
}

function VoidDialog({ company, of, onClose }: { company: string; of: Summary; onClose: () => void }) {
  const t = useTranslations('fulfilment.void')
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog open onClose={onClose} title={t('title', { number: of.number })} description={t('text')} action={t('do')} onConfirm={() => voidShipment(company, of.id, reason.trim() || t('do'))}>
      <Field label={t('reason')} required={false}>
        <TextArea rows={2} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}

function Shown({ seat, of }: { seat: Seat; of: Shipment }) {
  const t = useTranslations('fulfilment')
  const lang = useLocale()
  const unit = useUnit()
  const company = seat.company.id
  const may = !mayOf(seat, 'fulfilment.shipment.write').disabled
  const [asking, setAsking] = useState<'change' | 'void' | null>(null)
  const [prices, setPrices] = useState(false)
  const { summary: s } = of
  return (
    <>
      <PageHeader
        title={s.buyer.name}
        note={<span className="num">{s.number}</span>}
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <label className="flex items-center gap-2">
              <input type="checkbox" checked={prices} onChange={(e) => setPrices(e.target.checked)} />
              {t('withPrices')}
            </label>
            <Button icon={<Printer aria-hidden />} onClick={() => print()}>
              {t('print')}
            </Button>
            {may && s.state === 'under_way' && (
              <>
                <Button icon={<Pencil aria-hidden />} onClick={() => setAsking('change')}>
                  {t('change')}
                </Button>
                <Button icon={<Undo2 aria-hidden />} onClick={() => setAsking('void')}>
                  {t('void.do')}
                </Button>
              </>
            )}
          </span>
        }
      >
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1 print:hidden">
          <ShipmentState of={s} />
          <Parcels of={s} />
          <Link to="/c/$company/orders/$" params={{ company, _splat: s.order }} className="num underline">
            {s.order_number}
          </Link>
        </div>
      </PageHeader>
      <div className="grid gap-4 p-4 max-tablet:px-0 print:hidden">
        <Section title={t('lines', { count: of.lines.length })} className="max-tablet:rounded-none max-tablet:border-x-0">
          <ul className="-m-4">
            {of.lines.map((l) => (
              <li key={l.line} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-t border-line px-4 py-3 first:border-t-0">
                <span className="grid min-w-0">
                  <span className="font-strong wrap-anywhere">{l.name}</span>
                  <span className="num text-small text-ink2">{[l.sku, l.gtin].filter(Boolean).join(' · ')}</span>
                  {l.note && <span className="wrap-anywhere">“{l.note}”</span>}
                </span>
                <span className="num grid text-right">
                  <span>
                    {formatNumber(lang, l.quantity)} {unit(l.unit)}
                  </span>
                  {l.weight && <span className="text-small text-ink2">{t('weighs', { weight: `${formatNumber(lang, l.weight)} ${unit(l.unit)}` })}</span>}
                  {l.counted && <span className="text-small text-ink2">{t('came', { quantity: formatNumber(lang, l.counted) })}</span>}
                  <span className="text-small text-ink2">{formatMoney(lang, { amount: l.total, currency: of.currency })}</span>
                </span>
                {l.photos.length > 0 && (
                  <span className="col-span-full flex flex-wrap gap-2">
                    {l.photos.map((p) => (
                      <a key={p.id} href={photoAddress('supplier', company, s.id, p.id)} target="_blank" rel="noreferrer">
                        <img src={photoAddress('supplier', company, s.id, p.id)} alt={t('photoBy', { person: p.person, at: formatInstant(p.at, deviceZone) })} className="size-20 rounded-control object-cover" loading="lazy" />
                      </a>
                    ))}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Section>
        {of.cases.length > 0 && (
          <Section title={t('casesTitle', { count: of.cases.length })} className="max-tablet:rounded-none max-tablet:border-x-0">
            <Cases company={company} side="supplier" cases={of.cases} may={!mayOf(seat, 'fulfilment.case.write').disabled} />
          </Section>
        )}
      </div>
      <Note of={of} prices={prices} />
      {asking === 'change' && <ChangeDialog company={company} of={s} onClose={() => setAsking(null)} />}
      {asking === 'void' && <VoidDialog company={company} of={s} onClose={() => setAsking(null)} />}
    </>
  )
}

function One({ seat, id }: { seat: Seat; id: string }) {
  const query = useQuery(shipmentQuery('supplier', seat.company.id, id))
  if (query.isError && !query.data) return toProblem(query.error).status === 404 ? <NotFoundPage /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return query.data ? <Shown seat={seat} of={query.data} /> : <Skeleton lines={8} />
}

/** What my company has to ship and shipped; with an id one shipment. */
export function Page({ id }: { id: string }) {
  const seat = useCompanySeat()
  return id ? <One seat={seat} id={id} /> : <All seat={seat} />
}
