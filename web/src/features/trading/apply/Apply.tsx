import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CircleAlert, FileWarning, MessageSquarePlus, Send, X } from 'lucide-react'
import clsx from 'clsx'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { useProblemText, type Problem } from '../../../lib/problem'
import { mayOf, type Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { Field, TextArea } from '../../../ui/Field'
import { Seal } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { EmptyState } from '../../../ui/States'
import { again, openSuppliers, type Outcome, type SupplierCard } from '../api'
import { applicationOf, changeApplication, choose, useApplication, type Chosen } from '../application'
import { Buying } from '../Buying'
import { FileInWords } from '../FileInWords'
import { useTradingWords } from '../words'
import { send } from './send'

const flat = 'max-tablet:rounded-none max-tablet:border-x-0'

/** One of those one applies to: what it asks, what is missing for it, and words for it alone. */
function Line({ company, chosen, card, note, busy }: { company: string; chosen: Chosen; card: SupplierCard | undefined; note: string | undefined; busy: boolean }) {
  const t = useTranslations('apply')
  const words = useTradingWords()
  const { id, name } = chosen
  const write = (text: string | undefined) => {
    const { [id]: _, ...rest } = applicationOf(company).notes
    changeApplication(company, { notes: text === undefined ? rest : { ...rest, [id]: text } })
  }
  return (
    <li className="grid gap-2 py-3" aria-label={name}>
      <div className="flex min-w-0 flex-wrap items-center gap-2.5">
        <Seal name={name} />
        <Link to="/suppliers/$supplier" params={{ supplier: id }} className="min-w-0 flex-1 py-1 font-strong wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
          {name}
        </Link>
        {note === undefined && (
          <Button kind="quiet" icon={<MessageSquarePlus aria-hidden />} disabled={busy} aria-label={t('ownNoteTo', { supplier: name })} onClick={() => write('')}>
            <span className="max-tablet:sr-only">{t('ownNote')}</span>
          </Button>
        )}
        <Button kind="quiet" icon={<X aria-hidden />} disabled={busy} aria-label={t('leave', { supplier: name })} onClick={() => choose(company, [chosen], false)} />
      </div>
      {card && card.asks.length > 0 && <p className="text-small text-ink2">{t('asks', { what: words.asks(card.asks) })}</p>}
      {card && card.missing.length > 0 && (
        <p className="flex gap-1.5 text-small text-warn">
          <FileWarning aria-hidden className="mt-0.5" />
          <span className="min-w-0">{t('missing', { what: words.asks(card.missing) })}</span>
        </p>
      )}
      {note !== undefined && (
        <div className="flex items-start gap-2">
          <TextArea aria-label={t('noteTo', { supplier: name })} placeholder={t('ownNoteHint')} rows={2} maxLength={2000} disabled={busy} value={note} onChange={(e) => write(e.target.value)} className="flex-1" />
          <Button kind="quiet" icon={<X aria-hidden />} disabled={busy} aria-label={t('noNoteTo', { supplier: name })} onClick={() => write(undefined)} />
        </div>
      )}
    </li>
  )
}

/** What came of it for one supplier. */
function Came({ company, outcome, name }: { company: string; outcome: Outcome; name: string }) {
  const t = useTranslations('apply.outcome')
  const words = useTradingWords()
  const good = outcome.outcome === 'applied'
  return (
    <li className={clsx('flex items-start gap-2.5 py-2', !good && 'tablet:col-span-2')}>
      {good ? <Check aria-hidden className="mt-0.5 text-accent" /> : <CircleAlert aria-hidden className="mt-0.5 text-warn" />}
      <span className="grid min-w-0 flex-1">
        <span className="font-strong wrap-anywhere">{name}</span>
        <span className={good ? 'text-ink2' : 'text-warn'}>{outcome.outcome === 'missing' ? t('missing', { what: words.asks(outcome.missing) }) : t(outcome.outcome)}</span>
      </span>
      {outcome.outcome === 'missing' && (
        <Link to="/c/$company/file" params={{ company }} className={buttonClass('plain')}>
          {t('complete')}
        </Link>
      )}
    </li>
  )
}

/** Comes into sight and into the ear when it is there: the form that led to it may be far below. */
function Outcomes({ company, outcomes, names }: { company: string; outcomes: readonly Outcome[]; names: ReadonlyMap<string, string> }) {
  const t = useTranslations('apply')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'start' })
  }, [])
  const nameOf = (o: Outcome) => o.name ?? names.get(o.supplier) ?? o.supplier
  // What needs somebody stands first.
  const sorted = outcomes.toSorted((a, b) => Number(a.outcome === 'applied') - Number(b.outcome === 'applied') || nameOf(a).localeCompare(nameOf(b)))
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-20 outline-none">
      <Section
        title={t('came')}
        note={t('cameNote', { sent: outcomes.filter((o) => o.outcome === 'applied').length, all: outcomes.length })}
        className={flat}
        actions={
          <Link to="/suppliers/board" className={buttonClass('plain')}>
            {t('toBoard')}
          </Link>
        }
      >
        <ul aria-label={t('came')} className="-my-2 grid gap-x-6 tablet:grid-cols-2">
          {sorted.map((o) => (
            <Came key={o.supplier} company={company} outcome={o} name={nameOf(o)} />
          ))}
        </ul>
      </Section>
    </div>
  )
}

/** The one button, how far it is, and what stands in the way. */
function Foot({ seat, count, lacking, progress, problem, onSend }: { seat: Seat; count: number; lacking: number; progress: { done: number; all: number } | null; problem: Problem | null; onSend: () => void }) {
  const t = useTranslations('apply')
  const { text } = useProblemText()
  const may = mayOf(seat, 'trading.application.write')
  return (
    <section aria-label={t('send')} className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) grid gap-2 border-t border-line bg-surface px-4 py-3">
      {problem && (
        <p role="alert" className="text-bad">
          {text(problem)} {t('safe', { count })}
        </p>
      )}
      {progress && <progress aria-label={t('sending')} value={progress.done} max={progress.all} className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunk [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-accent" />}
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="mr-auto text-small text-ink2">
          {progress ? t('sent', progress) : lacking > 0 ? <span className="text-warn">{t('lacking', { count: lacking })}</span> : t('ready')}
        </p>
        {may.shown && (
          <Button kind="primary" icon={<Send aria-hidden />} busy={progress !== null} disabled={may.disabled || count === 0} onClick={onSend} className="max-tablet:h-11 max-tablet:w-full">
            {problem ? t('again', { count }) : t('do', { count })}
          </Button>
        )}
      </div>
    </section>
  )
}

function Form({ seat }: { seat: Seat }) {
  const t = useTranslations('apply')
  const words = useTradingWords()
  const company = seat.company.id
  const draft = useApplication(company)
  const { data: cards } = useQuery(openSuppliers(company))
  const keys = useRef(new Map<string, string>())
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const cardOf = (id: string) => cards?.find((c) => c.supplier.id === id)
  const lacking = draft.chosen.filter((c) => (cardOf(c.id)?.missing.length ?? 0) > 0)
  const lacks = [...new Set(lacking.flatMap((c) => cardOf(c.id)?.missing ?? []))]

  const onSend = async () => {
    if (progress) return
    const all = draft.chosen.length
    let done = 0
    setProblem(null)
    setProgress({ done, all })
    setNames(new Map([...names, ...draft.chosen.map((c) => [c.id, c.name] as const)]))
    const failed = await send(company, draft, keys.current, (part) => {
      done += part.length
      setProgress({ done, all })
      const told = new Set(part.map((o) => o.supplier))
      setOutcomes((old) => [...old.filter((o) => !told.has(o.supplier)), ...part])
      // Whoever got it is off the list; whose file was not enough stays, for the next try.
      const through = part.filter((o) => o.outcome !== 'missing').map((o) => o.supplier)
      choose(company, applicationOf(company).chosen.filter((c) => through.includes(c.id)), false)
    })
    setProblem(failed)
    setProgress(null)
    if (!failed && applicationOf(company).chosen.length === 0) changeApplication(company, { note: '' })
    await again(company)
  }

  if (draft.chosen.length === 0 && outcomes.length === 0) {
    return (
      <EmptyState
        icon={<Send aria-hidden />}
        text={t('nobody')}
        action={
          <Link to="/suppliers" search={{ state: 'open' }} className={buttonClass('primary')}>
            {t('toDirectory')}
          </Link>
        }
      />
    )
  }
  return (
    <>
      <div className="grid max-w-6xl items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          {outcomes.length > 0 && <Outcomes company={company} outcomes={outcomes} names={names} />}
          {draft.chosen.length > 0 && (
            <Section title={t('to')} note={t('toNote', { count: draft.chosen.length })} className={flat}>
              {lacking.length > 0 && (
                <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control bg-warn-bg px-3 py-2 text-warn">
                  <span className="min-w-0 flex-1">{t('lacks', { count: lacks.length, suppliers: lacking.length, what: words.asks(lacks) })}</span>
                  <Link to="/c/$company/file" params={{ company }} className={buttonClass('plain')}>
                    {t('outcome.complete')}
                  </Link>
                </p>
              )}
              <ul aria-label={t('to')} className="-my-3 divide-y divide-line">
                {draft.chosen.map((c) => (
                  <Line key={c.id} company={company} chosen={c} card={cardOf(c.id)} note={draft.notes[c.id]} busy={progress !== null} />
                ))}
              </ul>
            </Section>
          )}
        </div>
        <div className="grid gap-4">
          {draft.chosen.length > 0 && (
            <Section title={t('note')} className={flat}>
              <Field label={t('noteAll')} required={false} hint={t('noteHint')}>
                <TextArea rows={5} maxLength={2000} disabled={progress !== null} value={draft.note} onChange={(e) => changeApplication(company, { note: e.target.value })} />
              </Field>
            </Section>
          )}
          <Section title={t('file')} className={flat}>
            <FileInWords company={company} />
          </Section>
        </div>
      </div>
      {draft.chosen.length > 0 && <Foot seat={seat} count={draft.chosen.length} lacking={lacking.length} progress={progress} problem={problem} onSend={() => void onSend()} />}
    </>
  )
}

/** One form for as many suppliers as one likes; what is written here stays on this device until it is through. */
export function Page() {
  const t = useTranslations('apply')
  return (
    <Buying title={t('title')}>
      {(seat) => (
        <>
          <PageHeader title={t('title')} note={seat.company.name} />
          <Form key={seat.company.id} seat={seat} />
        </>
      )}
    </Buying>
  )
}
