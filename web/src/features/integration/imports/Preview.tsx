import { lazy, Suspense, useRef, useState } from 'react'
import { api, newKey, ok } from '../../../lib/api'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useDeed } from '../../../lib/useDeed'
import { useNow } from '../../../lib/useNow'
import { Button } from '../../../ui/Button'
import { Checkbox, RadioGroup } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { Tabs } from '../../../ui/Segmented'
import { Refusal, Skeleton } from '../../../ui/States'
import { Sum } from '../../../ui/Sum'
import { Lines } from './Lines'
import { remarks } from './words'
import { askAgain, become, type Counts, type Guard, type Import, type Outcome } from './queries'

/** Lines in = new + changed + unchanged + flagged + left out: nothing is lost, and one can see that. Items that the file lacks stand beside it. */
export function Figures({ counts }: { counts: Counts }) {
  const t = useTranslations('integration')
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-3">
      <Sum
        label={t('figures')}
        total={{ n: counts.lines_in, word: t('count.lines_in') }}
        parts={[
          { n: counts.new, word: t('count.new'), tone: 'text-best-ink' },
          { n: counts.changed, word: t('count.changed') },
          { n: counts.unchanged, word: t('count.unchanged') },
          { n: counts.flagged, word: t('count.flagged'), tone: counts.flagged > 0 ? 'text-warn' : '' },
          { n: counts.dropped, word: t('count.dropped') },
        ]}
      />
      {counts.withdrawn > 0 && <p className="text-warn">{t('alsoWithdrawn', { count: counts.withdrawn })}</p>}
      {counts.remarks.length > 0 && (
        <ul aria-label={t('remarks')} className="grid basis-full gap-0.5 text-small text-ink2">
          {counts.remarks.map((r) => {
            const known = remarks.find((k) => k === r.code)
            return known && <li key={r.code}>{t(`remark.${known}`, { count: r.lines })}</li>
          })}
        </ul>
      )}
    </div>
  )
}

/** The grid comes with the first line that needs somebody: most files have none. */
const Flagged = lazy(() => import('./Flagged').then((m) => ({ default: m.Flagged })))

const outcomes = ['flagged', 'changed', 'new', 'withdrawn', 'unchanged', 'dropped'] as const satisfies readonly Outcome[]

/** The lines by what becomes of them; those that need somebody come first. */
export function Outcomes({ company, now, editable, tab, onTab }: { company: string; now: Import; editable: boolean; tab?: string; onTab: (tab: Outcome) => void }) {
  const t = useTranslations('integration')
  const lang = useLocale()
  const [first] = useState(() => outcomes.find((o) => now.counts[o] > 0))
  // A tab that is looked at stays, also when its last line has gone elsewhere.
  const open = outcomes.find((o) => o === tab) ?? first
  const there = outcomes.filter((o) => now.counts[o] > 0 || o === open)
  const shown = open ?? there[0]
  if (!shown) return null
  return (
    <Section title={t('lines')} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
      <Tabs label={t('lines')} value={shown} onChange={onTab} options={there.map((o) => ({ value: o, label: <>{t(`count.${o}`)} <span className="num">{formatNumber(lang, now.counts[o])}</span></> }))}>
        {shown === 'flagged' ? <Suspense fallback={<Skeleton lines={6} />}><Flagged company={company} now={now} editable={editable} /></Suspense> : <Lines key={shown} company={company} now={now} outcome={shown} />}
      </Tabs>
    </Section>
  )
}

/** A guard in words, with its figures. */
function useGuardWords() {
  const t = useTranslations('integration')
  return (g: Guard) => t(`guard.${g.code}`, { count: g.count, of: g.of ?? 0, percent: String(g.of ? Math.round((g.count / g.of) * 100) : 0), at: g.at ? formatInstant(g.at, deviceZone) : '' })
}

/** A guard whose figures have changed is another one: it is read again. */
const nameOf = (g: Guard) => `${g.code} ${g.count} ${g.of ?? ''}`

/** Local time as the control writes it. */
const localTime = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

/** The commit: guards are meant one by one, then the good lines go in, now or at a time. One that waits for its time can be given another. */
export function Commit({ company, now, onCancel }: { company: string; now: Import; onCancel: () => void }) {
  const t = useTranslations('integration')
  const words = useGuardWords()
  const clock = useNow()
  const deed = useDeed()
  const waits = now.state === 'scheduled'
  const asked = useRef<HTMLUListElement>(null)
  const [meant, setMeant] = useState<ReadonlySet<string>>(() => new Set(waits ? now.guards.map(nameOf) : []))
  const [when, setWhen] = useState<'now' | 'later'>(waits ? 'later' : 'now')
  const [time, setTime] = useState(() => (waits && now.valid_from ? localTime(new Date(now.valid_from)) : ''))
  const [key] = useState(newKey)
  const { counts } = now
  const good = counts.new + counts.changed + counts.withdrawn
  const open = now.guards.filter((g) => !meant.has(nameOf(g)))
  const past = when === 'later' && (time === '' || new Date(time) <= clock)
  const commit = () =>
    deed.run(async () => {
      try {
        await become(
          company,
          await ok(
            api.POST('/api/companies/{company}/imports/{price_import}/commit', {
              params: { path: { company, price_import: now.id }, header: { 'Idempotency-Key': `${key}${when}${time}`.replace(/\W/g, '') } },
              body: { confirm: now.guards.map((g) => g.code), valid_from: when === 'later' ? new Date(time).toISOString() : undefined },
            }),
          ),
        )
      } catch (error) {
        // A guard that was not there a moment ago: it is shown now.
        await askAgain(company)
        throw error
      }
    })
  return (
    <>
      {now.guards.length > 0 && (
        <Section title={t('guards')} note={t('guardsNote')} className="border-warn max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
          <ul ref={asked} className="grid justify-items-start">
            {now.guards.map((g) => (
              <li key={nameOf(g)}>
                <Checkbox
                  checked={meant.has(nameOf(g))}
                  onChange={(on) => setMeant((old) => new Set(on ? [...old, nameOf(g)] : [...old].filter((n) => n !== nameOf(g))))}
                  hint={t(`guardMeant.${g.code}`)}
                >
                  {words(g)}
                </Checkbox>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {good > 0 && (
        <div className="flex flex-wrap items-start gap-x-8 gap-y-2">
          <RadioGroup
            legend={t('when')}
            name="when"
            value={when}
            onChange={setWhen}
            options={[
              { value: 'now', label: t('now') },
              { value: 'later', label: t('later') },
            ]}
          />
          {when === 'later' && (
            <Field label={t('from')} hint={t('zone', { zone: deviceZone })} error={time && past ? t('timeOver') : undefined}>
              <Input type="datetime-local" value={time} min={localTime(clock)} onChange={(e) => setTime(e.target.value)} className="num" />
            </Field>
          )}
        </div>
      )}
      <Refusal problem={deed.problem} />
      <div className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-paper px-4 py-3 print:hidden">
        <p role="status" className="text-small text-ink2 max-tablet:basis-full">
          {good === 0 ? t(counts.flagged > 0 ? 'allFlagged' : 'nothingToDo') : open.length > 0 ? <Button kind="quiet" className="text-warn!" onClick={() => asked.current?.querySelector<HTMLElement>('input:not(:checked)')?.focus()}>{t('guardsOpen', { count: open.length })}</Button> : counts.flagged > 0 && t('flaggedWait', { count: counts.flagged })}
        </p>
        <Button className="max-tablet:flex-1" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button kind="primary" className="max-tablet:flex-1" busy={deed.busy} disabled={good === 0 || open.length > 0 || past} onClick={() => void commit()}>
          {when === 'now' ? t('commit', { count: good }) : waits ? t('otherTime') : t('commitLater', { count: good })}
        </Button>
      </div>
    </>
  )
}

