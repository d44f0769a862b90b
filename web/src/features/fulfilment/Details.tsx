import { useTranslations } from '../../lib/i18n'
import { DatePicker } from '../../ui/lazy'
import { Field, Input, TextArea } from '../../ui/Field'
import { Select } from '../../ui/Select'
import { carriers, isCarrier } from './carriers'
import { today, type Summary } from './queries'

/** What is said of a shipment besides what is in it, as it is typed. */
export type Said = { carrier: string; other: string; tracking: string; expected: string | null; number: string; note: string }

export const nothingSaid: Said = { carrier: '', other: '', tracking: '', expected: null, number: '', note: '' }

export const saidOf = (s: Summary): Said => ({
  carrier: isCarrier(s.carrier) ? s.carrier : s.carrier ? 'other' : '', other: isCarrier(s.carrier) ? '' : s.carrier, tracking: s.tracking.join('\n'), expected: s.expected_on ?? null, number: s.number, note: s.note,
})

/** As the hub takes it. */
export const detailsOf = (s: Said) => ({
  carrier: s.carrier === 'other' ? s.other.trim() : s.carrier, tracking: s.tracking.split(/[\s,，;；]+/).filter(Boolean), expected_on: s.expected ?? undefined, number: s.number.trim() || undefined, note: s.note.trim(),
})

/** The carrier, its numbers, and the day: of one shipment, or of many at once without numbers. */
export function Details({ said, onChange, many }: { said: Said; onChange: (said: Said) => void; many?: boolean }) {
  const t = useTranslations('fulfilment')
  const set = (more: Partial<Said>) => onChange({ ...said, ...more })
  return (
    <div className="grid gap-3">
      <Field label={t('ship.carrier')} required={false}>
        <Select value={said.carrier || 'none'} onChange={(v) => set({ carrier: v === 'none' ? '' : v })} options={[{ value: 'none', label: t('ship.noCarrier') }, ...carriers.map((c) => ({ value: c, label: t(`carriers.${c}`) })), { value: 'other', label: t('ship.otherCarrier') }]} />
      </Field>
      {said.carrier === 'other' && (
        <Field label={t('ship.carrierName')}>
          <Input maxLength={60} value={said.other} onChange={(e) => set({ other: e.target.value })} />
        </Field>
      )}
      {!many && (
        <Field label={t('ship.tracking')} required={false} hint={t('ship.trackingHint')}>
          <TextArea rows={2} value={said.tracking} onChange={(e) => set({ tracking: e.target.value })} className="num" />
        </Field>
      )}
      <Field label={t('ship.expected')} required={false}>
        <DatePicker value={said.expected} onChange={(expected) => set({ expected })} today={today()} min={today()} />
      </Field>
      {!many && (
        <>
          <Field label={t('ship.number')} required={false} hint={t('ship.numberHint')}>
            <Input maxLength={60} value={said.number} onChange={(e) => set({ number: e.target.value })} className="num" />
          </Field>
          <Field label={t('ship.note')} required={false}>
            <TextArea rows={2} maxLength={500} value={said.note} onChange={(e) => set({ note: e.target.value })} />
          </Field>
        </>
      )}
    </div>
  )
}
