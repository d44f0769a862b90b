import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Camera, Check, Undo2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { newKey } from '../../lib/api'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber } from '../../lib/money'
import { toProblem } from '../../lib/problem'
import { useDeed } from '../../lib/useDeed'
import { NotFoundPage } from '../../shell/ErrorPages'
import { mayOf, type Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { Field, Input } from '../../ui/Field'
import { PageHeader, Section } from '../../ui/Page'
import { Segmented } from '../../ui/Segmented'
import { ErrorState, Refusal, Skeleton } from '../../ui/States'
import { Stepper } from '../../ui/Stepper'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { Buying } from '../trading/Buying'
import { List, Search, useView } from './List'
import { Cases, Parcels, ShipmentState } from './Parts'
import { addPhoto, photoAddress, receive, shipmentQuery, undoReceipt, type Shipment, type ShipmentLine } from './queries'

const views = ['under_way', 'today', 'late', 'problems', 'received'] as const

function All({ seat }: { seat: Seat }) {
  const t = useTranslations('fulfilment')
  const { view, setView, q, setQ } = useView<(typeof views)[number]>('under_way')
  return (
    <>
      <PageHeader
        title={t('incoming')}
        note={seat.company.name}
        actions={
          <Link to="/orders/$" params={{ _splat: '' }} className={buttonClass('quiet')}>
            <ArrowLeft aria-hidden />
            {t('orders')}
          </Link>
        }
      >
        <div className="flex flex-wrap gap-3">
          <Segmented label={t('views')} value={view} onChange={setView} options={views.map((v) => ({ value: v, label: t(`view.${v}`) }))} />
          <Search onSearch={setQ} />
        </div>
      </PageHeader>
      <List company={seat.company.id} side="buyer" view={view} q={q} />
    </>
  )
}

/** What was counted of a line so far. */
type Counted = { counted: number; damaged: number; wrong: number; note: string; open: boolean }

/** The photos of a line, and the camera for one more. */
function Photos({ company, of, line, may }: { company: string; of: Shipment; line: ShipmentLine; may: boolean }) {
  const t = useTranslations('fulfilment')
  const file = useRef<HTMLInputElement>(null)
  const deed = useDeed()
  return (
    <span className="flex flex-wrap items-center gap-2">
      {line.photos.map((p) => (
        <a key={p.id} href={photoAddress('buyer', company, of.summary.id, p.id)} target="_blank" rel="noreferrer">
          <img src={photoAddress('buyer', company, of.summary.id, p.id)} alt={t('photoBy', { person: p.person, at: formatInstant(p.at, deviceZone) })} className="size-20 rounded-control object-cover" loading="lazy" />
        </a>
      ))}
      {may && (
        <>
          <input
            ref={file}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            capture="environment"
            className="sr-only"
            tabIndex={-1}
            aria-label={t('photoOf', { name: line.name })}
            onChange={(e) => {
              const [picked] = e.target.files ?? []
              e.target.value = ''
              if (picked) void deed.run(() => addPhoto(company, of.summary.id, line.line, picked))
            }}
          />
          <Button icon={<Camera aria-hidden />} busy={deed.busy} aria-label={t('photoOf', { name: line.name })} onClick={() => file.current?.click()}>
            {t('photo')}
          </Button>
        </>
      )}
      <Refusal problem={deed.problem} />
    </span>
  )
}

/** Counting a shipment: all as delivered with one touch, or line by line; a scanned code adds one of its line. */
function Counting({ company, of }: { company: string; of: Shipment }) {
  const t = useTranslations('fulfilment.receive')
  const lang = useLocale()
  const unit = useUnit()
  const fresh = (l: ShipmentLine): Counted => ({ counted: Number(l.quantity), damaged: 0, wrong: 0, note: '', open: false })
  const [all, setAll] = useState<Record<number, Counted>>({})
  const [scanned, setScanned] = useState<{ line?: number; code: string } | null>(null)
  const [name, setName] = useState(newKey)
  const deed = useDeed()
  const at = (l: ShipmentLine) => all[l.line] ?? fresh(l)
  const set = (l: ShipmentLine, more: Partial<Counted>) => setAll((was) => ({ ...was, [l.line]: { ...(was[l.line] ?? fresh(l)), ...more } }))
  const scan = (code: string) => {
    const line = of.lines.find((l) => [l.gtin, l.sku, l.mpn].some((c) => c && c.toLowerCase() === code.toLowerCase()))
    setScanned({ line: line?.line, code })
    // The first scan of a line begins at nothing: whoever scans counts every piece.
    if (line) setAll((was) => ({ ...was, [line.line]: { ...(was[line.line] ?? { ...fresh(line), counted: 0 }), counted: (was[line.line]?.counted ?? 0) + 1 } }))
  }
  const odd = of.lines.filter((l) => at(l).counted !== Number(l.quantity) || at(l).damaged > 0 || at(l).wrong > 0)
  const send = () =>
    void deed.run(async () => {
      await receive(
        company, of.summary.id,
        {
          version: of.summary.version, rest_as_delivered: true,
          lines: of.lines.filter((l) => all[l.line]).map((l) => ({ line: l.line, counted: String(at(l).counted), damaged: String(at(l).damaged), wrong: String(at(l).wrong), note: at(l).note.trim() || undefined })),
        },
        name,
      )
      setName(newKey())
      toast(odd.length > 0 ? t('doneOdd', { count: odd.length }) : t('done'))
    })
  return (
    <>
      <form
        className="px-4 pt-3"
        onSubmit={(e) => {
          e.preventDefault()
          const field = e.currentTarget.elements.namedItem('code')
          if (!(field instanceof HTMLInputElement) || !field.value.trim()) return
          scan(field.value.trim())
          field.value = ''
        }}
      >
        <Field label={t('scan')} hint={t('scanHint')} error={scanned && scanned.line === undefined ? t('unknown', { code: scanned.code }) : undefined}>
          <Input name="code" autoComplete="off" className="num" enterKeyHint="done" />
        </Field>
      </form>
      <ul className="pb-28">
        {of.lines.map((l) => {
          const c = at(l)
          const short = Number((Number(l.quantity) - c.counted).toFixed(6))
          return (
            <li key={l.line} className={`grid gap-3 border-t border-line px-4 py-3 ${scanned?.line === l.line ? 'bg-best' : ''}`}>
              <span className="grid min-w-0">
                <span className="font-strong wrap-anywhere">{l.name}</span>
                <span className="num text-small text-ink2">
                  {[l.sku, l.gtin].filter(Boolean).join(' · ')} · {t('sent', { quantity: `${formatNumber(lang, l.quantity)} ${unit(l.unit)}` })}
                </span>
              </span>
              <span className="flex flex-wrap items-center justify-between gap-3">
                <Stepper label={t('countOf', { name: l.name })} value={c.counted} max={9_999_999} decimals={6} onChange={(counted) => set(l, { counted })} />
                <span role="status" className={short === 0 ? 'text-ink2' : 'font-strong text-warn'}>
                  {short > 0 ? t('short', { quantity: formatNumber(lang, String(short)) }) : short < 0 ? t('over', { quantity: formatNumber(lang, String(-short)) }) : t('asSent')}
                </span>
                <Button aria-expanded={c.open} aria-label={t('problemOf', { name: l.name })} onClick={() => set(l, { open: !c.open })}>
                  {t('problem')}
                </Button>
              </span>
              {c.open && (
                <div className="grid gap-3 rounded-card bg-sunk p-3">
                  <Field label={t('damaged')}>
                    <Stepper value={c.damaged} max={Math.min(c.counted, Number(l.quantity)) - c.wrong} decimals={6} onChange={(damaged) => set(l, { damaged })} />
                  </Field>
                  <Field label={t('wrong')}>
                    <Stepper value={c.wrong} max={Math.min(c.counted, Number(l.quantity)) - c.damaged} decimals={6} onChange={(wrong) => set(l, { wrong })} />
                  </Field>
                  <Field label={t('note')} required={false}>
                    <Input maxLength={500} value={c.note} onChange={(e) => set(l, { note: e.target.value })} />
                  </Field>
                  <Photos company={company} of={of} line={l} may />
                </div>
              )}
            </li>
          )
        })}
      </ul>
      <div className="sticky bottom-0 grid gap-2 border-t border-line bg-surface p-4">
        <Refusal problem={deed.problem} />
        <Button kind="primary" className="min-h-12 w-full" icon={<Check aria-hidden />} busy={deed.busy} onClick={send}>
          {odd.length > 0 ? t('sendOdd', { count: odd.length }) : Object.keys(all).length > 0 ? t('send') : t('asDelivered', { count: of.lines.length })}
        </Button>
      </div>
    </>
  )
}

function Result({ company, of, may }: { company: string; of: Shipment; may: boolean }) {
  const t = useTranslations('fulfilment')
  const lang = useLocale()
  const unit = useUnit()
  const deed = useDeed()
  const { summary: s } = of
  return (
    <div className="grid gap-4 p-4 max-tablet:px-0">
      {may && s.undo_until && (
        <p className="flex flex-wrap items-center gap-3 px-4">
          <Button icon={<Undo2 aria-hidden />} busy={deed.busy} onClick={() => void deed.run(() => undoReceipt(company, s.id))}>
            {t('receive.undo')}
          </Button>
          <span className="text-ink2">{t('receive.undoUntil', { at: formatInstant(s.undo_until, deviceZone) })}</span>
          <Refusal problem={deed.problem} />
        </p>
      )}
      {of.cases.length > 0 && (
        <Section title={t('casesTitle', { count: of.cases.length })} className="max-tablet:rounded-none max-tablet:border-x-0">
          <Cases company={company} side="buyer" cases={of.cases} may={may} />
        </Section>
      )}
      <Section title={t('lines', { count: of.lines.length })} className="max-tablet:rounded-none max-tablet:border-x-0">
        <ul className="-m-4">
          {of.lines.map((l) => (
            <li key={l.line} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0">
              <span className="grid min-w-0">
                <span className="font-strong wrap-anywhere">{l.name}</span>
                {l.note && <span className="wrap-anywhere text-ink2">“{l.note}”</span>}
              </span>
              <span className="num grid text-right">
                <span>
                  {formatNumber(lang, l.counted ?? l.quantity)} {unit(l.unit)}
                </span>
                {l.counted !== undefined && l.counted !== l.quantity && <span className="text-small text-ink2">{t('receive.sent', { quantity: formatNumber(lang, l.quantity) })}</span>}
              </span>
              <span className="col-span-full">
                <Photos company={company} of={of} line={l} may={may && s.state === 'received'} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}

function One({ seat, id }: { seat: Seat; id: string }) {
  const t = useTranslations('fulfilment')
  const company = seat.company.id
  const query = useQuery(shipmentQuery('buyer', company, id))
  const may = !mayOf(seat, 'fulfilment.delivery.write').disabled
  if (query.isError && !query.data) return toProblem(query.error).status === 404 ? <NotFoundPage /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={8} />
  const { summary: s } = query.data
  return (
    <>
      <PageHeader
        title={s.supplier.name}
        note={<span className="num">{s.number}</span>}
        actions={
          <Link to="/orders/$" params={{ _splat: 'shipments' }} className={buttonClass('quiet')}>
            <ArrowLeft aria-hidden />
            {t('incoming')}
          </Link>
        }
      >
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <ShipmentState of={s} />
          <Parcels of={s} />
          <Link to="/orders/$" params={{ _splat: s.order }} className="num underline">
            {s.order_number}
          </Link>
        </div>
        {s.note && <p className="wrap-anywhere whitespace-pre-line">“{s.note}”</p>}
      </PageHeader>
      {may && s.state === 'under_way' ? <Counting key={s.version} company={company} of={query.data} /> : <Result company={company} of={query.data} may={may} />}
    </>
  )
}

/** What is under way to my company, and receiving it; with an id one shipment. */
export function Page({ id }: { id: string }) {
  const t = useTranslations('fulfilment')
  return <Buying title={t('incoming')}>{(seat) => (id ? <One key={`${seat.company.id} ${id}`} seat={seat} id={id} /> : <All key={seat.company.id} seat={seat} />)}</Buying>
}
