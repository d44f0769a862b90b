// What is approved and who says so, as every page of approvals shows it. Knows no router: the page behind the link of a mail has none.
import { Check, CircleDashed, Clock } from 'lucide-react'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatUnitPrice } from '../../lib/money'
import { Input } from '../../ui/Field'
import type { Approval, Chain, Event, Part, Step } from './queries'

const listed = (names: readonly string[], lang: string) => new Intl.ListFormat(lang, { type: 'disjunction' }).format(names)

/** Who has to say yes in a stage, in words. */
export function useStepWords() {
  const t = useTranslations('approval')
  const lang = useLocale()
  return (step: Step) => {
    const names = step.people.map((p) => (p.instead_of ? t('insteadOf', { name: p.name, of: p.instead_of }) : p.name))
    if (names.length === 0) return t('nobodyLeft')
    if (names.length === 1 || step.quorum === 1) return listed(names, lang)
    return step.quorum === 0 ? t('allOf', { names: new Intl.ListFormat(lang).format(names) }) : t('someOf', { count: step.quorum, names: listed(names, lang) })
  }
}

function StepRow({ step, number }: { step: Step; number: number }) {
  const t = useTranslations('approval')
  const words = useStepWords()
  const Icon = step.done ? Check : step.open ? Clock : CircleDashed
  return (
    <li className="flex items-start gap-2 py-1">
      <Icon aria-hidden className={step.done ? 'mt-0.5 text-good' : 'mt-0.5 text-ink2'} />
      <span className="min-w-0 wrap-anywhere">
        <span className="sr-only">{t('stage', { number: String(number) })} </span>
        {step.said.length > 0 && <span>{t('saidYes', { names: step.said.join(', ') })} </span>}
        {!step.done && step.people.length > 0 && <span className={step.open ? 'font-strong' : 'text-ink2'}>{step.open ? t('waitsFor', { names: words(step) }) : t('then', { names: words(step) })}</span>}
        {step.late && !step.done && <span className="text-warn"> {t('late')}</span>}
      </span>
    </li>
  )
}

/** Each rule that applied, with how far it has come. */
export function Chains({ chains }: { chains: readonly Chain[] }) {
  return (
    <ul className="grid gap-3">
      {chains.map((c) => (
        <li key={c.rule}>
          <p className="font-strong wrap-anywhere">{c.name}</p>
          <ol>
            {c.steps.map((s, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- stages have no other name
              <StepRow key={i} step={s} number={i + 1} />
            ))}
          </ol>
        </li>
      ))}
    </ul>
  )
}

/** What one supplier would get; quantities are fields where they can be lowered. */
export function PartBlock({ part, typed, onType }: { part: Part; typed?: Readonly<Record<number, string>>; onType?: (index: number, quantity: string) => void }) {
  const t = useTranslations('approval')
  const lang = useLocale()
  const money = (amount: string) => formatMoney(lang, { amount, currency: part.currency })
  const extra = (['freight', 'fee', 'tax', 'promotions'] as const).filter((k) => Number(part[k]) !== 0)
  return (
    <section aria-label={part.name} className="overflow-hidden rounded-card border border-line bg-surface">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-2.5">
        <h2 className="text-h2 font-strong wrap-anywhere">{part.name}</h2>
        <span className="num text-lead font-strong">{money(part.total)}</span>
      </header>
      <ul className="divide-y divide-line">
        {part.lines.map((l) => (
          <li key={l.index} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <span className="grid min-w-0 flex-1 basis-60">
              <span className="wrap-anywhere">{l.name}</span>
              <span className="num text-small text-ink2 wrap-anywhere">
                {l.sku} · {formatUnitPrice(lang, l.price)}
              </span>
            </span>
            {onType ? (
              <span className="w-24">
                <Input aria-label={t('quantityOf', { name: l.name })} inputMode="decimal" value={typed?.[l.index] ?? l.quantity} onChange={(e) => onType(l.index, e.target.value)} className="num text-right" />
              </span>
            ) : (
              <span className="num">× {l.quantity}</span>
            )}
            <span className="num w-28 text-right font-strong">{money(l.total)}</span>
          </li>
        ))}
      </ul>
      {(extra.length > 0 || part.freight_unknown || part.note) && (
        <p className="border-t border-line px-4 py-2 text-small text-ink2 wrap-anywhere">
          {[...extra.map((k) => `${t(`sum.${k}`)} ${money(part[k])}`), part.freight_unknown && t('sum.unknown'), part.note].filter(Boolean).join(' · ')}
        </p>
      )}
    </section>
  )
}

function Past({ event }: { event: Event }) {
  const t = useTranslations('approval')
  const faults = useTranslations('fault')
  const code = event.reason as never
  const reason = event.act === 'returned' && event.reason && faults.has(code) ? faults(code) : event.reason
  return (
    <li className="grid gap-0.5 py-2">
      <span className="flex flex-wrap justify-between gap-x-4">
        <span className="wrap-anywhere">
          <span className="font-strong">{event.person || t('hub')}</span> {t(`act.${event.act}`)}
          {event.instead_of && ` ${t('for', { name: event.instead_of })}`}
          {event.by_mail && ` · ${t('byMail')}`}
        </span>
        <span className="num text-small text-ink2">{formatInstant(event.at, deviceZone)}</span>
      </span>
      {reason && <span className="text-ink2 wrap-anywhere">“{reason}”</span>}
      {event.changes.map((c, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- written once, never changed
        <span key={i} className="text-small text-ink2 wrap-anywhere">
          {c.what === 'problem' ? [c.was, c.now].filter(Boolean).join(': ') : `${c.name}: ${c.was} → ${c.now}`}
        </span>
      ))}
    </li>
  )
}

/** What was said and done, the latest first. */
export function Timeline({ events }: { events: Approval['events'] }) {
  const t = useTranslations('approval')
  return (
    <section aria-label={t('history')} className="grid gap-1">
      <h2 className="text-h2 font-strong">{t('history')}</h2>
      <ol className="divide-y divide-line">
        {events.toReversed().map((e) => (
          <Past key={`${e.at} ${e.act} ${e.person}`} event={e} />
        ))}
      </ol>
    </section>
  )
}

/** What has changed since it was asked the first time. */
export const reopened = ({ events, summary }: Approval) => (summary.state === 'waiting' ? events.findLast((e) => e.edition === summary.edition && e.act === 'reopened') : undefined)
