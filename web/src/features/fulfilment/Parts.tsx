import { useState } from 'react'
import { deviceZone, formatDay, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber } from '../../lib/money'
import { useDeed } from '../../lib/useDeed'
import { Button } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { StatusDot, type StatusKind } from '../../ui/Marks'
import { Select } from '../../ui/Select'
import { Refusal } from '../../ui/States'
import { useUnit } from '../comparison/offers/Cells'
import { isCarrier, pageOf } from './carriers'
import { actOnCase, answerCase, today, type Case, type Remedy, type Side, type Summary } from './queries'

const dots: Record<Summary['state'], StatusKind> = { under_way: 'part', received: 'done', void: 'off' }

/** Where a shipment stands in a word, and by how many days it is late. */
export function ShipmentState({ of }: { of: Summary }) {
  const t = useTranslations('fulfilment')
  const lang = useLocale()
  const day = today()
  const late = of.state === 'under_way' && of.expected_on !== undefined && of.expected_on < day ? Math.round((Date.parse(day) - Date.parse(of.expected_on)) / 86_400_000) : 0
  return (
    <span className="grid gap-0.5">
      <StatusDot kind={of.open_cases > 0 ? 'warn' : late > 0 ? 'blocked' : dots[of.state]}>{of.open_cases > 0 ? t('problems', { count: of.open_cases }) : t(`state.${of.state}`)}</StatusDot>
      {of.state === 'under_way' && of.expected_on !== undefined && (
        <span className={`text-small ${late > 0 ? 'font-strong text-bad' : 'text-ink2'}`}>{late > 0 ? t('late', { count: late }) : of.expected_on === day ? t('today') : t('expected', { day: formatDay(lang, of.expected_on, 'UTC') })}</span>
      )}
    </span>
  )
}

/** The carrier, and its parcels with a link where it has a page for them. */
export function Parcels({ of }: { of: Summary }) {
  const t = useTranslations('fulfilment')
  if (!of.carrier && of.tracking.length === 0) return null
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {of.carrier && <span>{isCarrier(of.carrier) ? t(`carriers.${of.carrier}`) : of.carrier}</span>}
      {of.tracking.map((number) => {
        const page = pageOf(of.carrier, number)
        return page ? (
          <a key={number} href={page} target="_blank" rel="noreferrer" className="num underline">
            {number}
          </a>
        ) : (
          <span key={number} className="num wrap-anywhere">
            {number}
          </span>
        )
      })}
    </span>
  )
}

const caseDots: Record<Case['state'], StatusKind> = { open: 'warn', answered: 'waiting', disputed: 'warn', closed: 'done', withdrawn: 'off' }

/** A case with what was said, and what this side can do now. */
function OneCase({ company, side, of, may }: { company: string; side: Side; of: Case; may: boolean }) {
  const t = useTranslations('fulfilment.case')
  const lang = useLocale()
  const unit = useUnit()
  const deed = useDeed()
  const [remedy, setRemedy] = useState<Remedy | ''>('')
  const [words, setWords] = useState('')
  const run = (act: () => Promise<unknown>) =>
    void deed.run(async () => {
      await act()
      setRemedy('')
      setWords('')
    })
  const answers = may && side === 'supplier' && (of.state === 'open' || of.state === 'disputed')
  const agrees = may && side === 'buyer' && of.state === 'answered'
  const withdraws = may && side === 'buyer' && !['closed', 'withdrawn'].includes(of.state)
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3 first:border-t-0">
      <span className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <span className="grid min-w-0">
          <span className="font-strong">{t(`kind.${of.kind}`, { quantity: `${formatNumber(lang, of.quantity)} ${unit(of.unit)}` })}</span>
          <span className="wrap-anywhere text-ink2">
            {of.name} · <span className="num">{formatMoney(lang, { amount: of.amount, currency: of.currency })}</span>
          </span>
        </span>
        <span className="grid">
          <StatusDot kind={caseDots[of.state]}>{t(`state.${of.state}`)}</StatusDot>
          {of.turn && (
            <span className="text-small text-ink2">
              {of.turn === side ? t('yours') : t(`theirs.${side}`)}
              {of.due && ` · ${t('until', { at: formatInstant(of.due, deviceZone) })}`}
            </span>
          )}
        </span>
      </span>
      <ol className="grid gap-0.5 text-small text-ink2">
        {of.events.map((e) => (
          <li key={`${e.at} ${e.act}`} className="wrap-anywhere">
            <span className="num">{formatInstant(e.at, deviceZone)}</span> · {e.person} · {e.remedy ? t(`remedy.${e.remedy}`) : t(`act.${e.act}`)}
            {e.words && ` “${e.words}”`}
          </li>
        ))}
      </ol>
      {(answers || agrees) && (
        <div className="grid max-w-lg gap-2">
          {answers && (
            <Field label={t('remedyLabel')}>
              <Select value={remedy} onChange={setRemedy} placeholder={t('choose')} options={of.remedies.map((r) => ({ value: r, label: t(`remedy.${r}`) }))} />
            </Field>
          )}
          <Field label={t('words')} required={remedy === 'refuse'}>
            <TextArea rows={2} maxLength={1000} value={words} onChange={(e) => setWords(e.target.value)} />
          </Field>
        </div>
      )}
      <Refusal problem={deed.problem} />
      <span className="flex flex-wrap gap-2 empty:hidden">
        {answers && (
          <Button kind="primary" busy={deed.busy} disabled={!remedy || (remedy === 'refuse' && !words.trim())} onClick={() => remedy && run(() => answerCase(company, of, remedy, words.trim()))}>
            {t('answer')}
          </Button>
        )}
        {agrees && (
          <>
            <Button kind="primary" busy={deed.busy} onClick={() => run(() => actOnCase(company, of, 'agree', words.trim()))}>
              {t('agree')}
            </Button>
            <Button disabled={deed.busy || !words.trim()} onClick={() => run(() => actOnCase(company, of, 'dispute', words.trim()))}>
              {t('dispute')}
            </Button>
          </>
        )}
        {withdraws && (
          <Button kind="quiet" disabled={deed.busy} onClick={() => run(() => actOnCase(company, of, 'withdraw'))}>
            {t('withdraw')}
          </Button>
        )}
      </span>
    </li>
  )
}

export function Cases({ company, side, cases, may }: { company: string; side: Side; cases: readonly Case[]; may: boolean }) {
  return (
    <ul className="-m-4">
      {cases.map((c) => (
        <OneCase key={`${c.id} ${c.version}`} company={company} side={side} of={c} may={may} />
      ))}
    </ul>
  )
}
