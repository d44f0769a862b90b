import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { useProblemText } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Input } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { useUnit } from '../offers/Cells'
import { putOwn, refOf, type ProductOffer } from './queries'

const units = ['H87', 'KGM', 'GRM', 'LTR', 'MLT', 'MTR', 'MTK', 'PR', 'SET'] as const

/** What is in a sold unit, by the buyer's own word. It counts for this buyer, and ends all guessing. */
export function MendDialog({ company, offer, onClose }: { company: string; offer: ProductOffer; onClose: () => void }) {
  const t = useTranslations('product.mendDialog')
  const unit = useUnit()
  const { field } = useProblemText()
  const { busy, problem, run } = useDeed()
  const own = offer.own ?? {}
  const guess = offer.per_unit?.guess && !offer.per_unit.holds.includes('/') ? offer.per_unit : undefined
  const [holds, setHolds] = useState(own.holds ?? guess?.holds ?? '')
  const [of, setOf] = useState<string>(own.holds_unit ?? guess?.unit ?? 'H87')
  const sold = unit(offer.offer.unit)
  const save = async (holdsNow: string) => {
    const before = { code: own.code, name: own.name, holds: own.holds, holds_unit: own.holds_unit }
    const facts = { code: own.code, name: own.name, holds: holdsNow || undefined, holds_unit: holdsNow ? of : undefined }
    if (await run(() => putOwn(company, refOf(offer), facts))) {
      toast(holdsNow ? t('done') : t('gone'), () => void putOwn(company, refOf(offer), before))
      onClose()
    }
  }
  const options = units.map((u) => ({ value: u as string, label: unit(u) }))
  if (!options.some((o) => o.value === of)) options.push({ value: of, label: unit(of) })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { unit: sold })}
      description={t('about', { item: offer.offer.name })}
      actions={
        <>
          {own.holds && (
            <Button kind="quiet" busy={busy} onClick={() => void save('')}>
              {t('remove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void save(holds)}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-3">
        <Field label={t('holds', { unit: sold })} error={field(problem, 'holds')}>
          <Input inputMode="decimal" autoComplete="off" value={holds} onChange={(e) => setHolds(e.target.value)} className="num text-right" />
        </Field>
        <Field label={t('of')} error={field(problem, 'holds_unit')}>
          <Select value={of} onChange={setOf} options={options} />
        </Field>
      </div>
      <Refusal problem={problem && problem.fields.length === 0 ? problem : null} />
    </Dialog>
  )
}
