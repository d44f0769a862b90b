import { useState, type ReactNode } from 'react'
import { dayOf, deviceZone, startOfDay } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { Checkbox } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { DatePicker } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { useDisclosureInWords, type Disclosed, type DisclosureLine } from '../disclosureInWords'
import { readSteps, usual, withField, type FieldName, type GrantDraft } from './draft'

type Props = {
  value: GrantDraft
  onChange: (draft: GrantDraft) => void
  /** What lies below; the level that everything begins with inherits nothing. */
  inherited: Disclosed | null
  /** The parts of the catalogue that exist. */
  categories: readonly string[]
  error?: (field: FieldName) => ReactNode
}

const inherit = 'inherit' as const

/** Which parts of the catalogue: all, or those that are ticked. */
function Categories({ value, onChange, all }: { value: readonly string[]; onChange: (categories: string[]) => void; all: readonly string[] }) {
  const t = useTranslations('grants')
  const known = [...new Set([...all, ...value.filter((c) => c !== '*')])]
  if (known.length === 0) return <p className="text-small text-ink2">{t('noCategories')}</p>
  return (
    <fieldset className="max-h-48 overflow-y-auto rounded-control border border-line px-3">
      <legend className="sr-only">{t('parts')}</legend>
      <div className="grid justify-items-start">
        {known.map((c) => (
          <Checkbox key={c} checked={value.includes(c)} onChange={(on) => onChange(on ? [...value.filter((x) => x !== '*'), c] : value.filter((x) => x !== c && x !== '*'))}>
            <span className="wrap-anywhere">{c}</span>
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}

/** The lower edges of the bands; kept as typed until they can be read. */
function Steps({ value, onChange, error }: { value: readonly string[]; onChange: (steps: string[]) => void; error?: ReactNode }) {
  const t = useTranslations('grants')
  const [typed, setTyped] = useState<string | null>(null)
  const unread = typed !== null && readSteps(typed) === null
  return (
    <Field label={t('steps')} hint={t('stepsHint')} error={error ?? (unread ? t('stepsWrong') : undefined)}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? value.join(', ')}
        onBlur={() => !unread && setTyped(null)}
        onChange={(e) => {
          setTyped(e.target.value)
          const steps = (e.nativeEvent as InputEvent).isComposing ? null : readSteps(e.target.value)
          if (steps) onChange(steps)
        }}
      />
    </Field>
  )
}

/** Each thing that can be shown: inherited, or set here. What would be inherited is said in the choice itself. */
export function GrantFields({ value, onChange, inherited, categories, error }: Props) {
  const t = useTranslations('grants')
  const words = useDisclosureInWords('supplier')
  const now = useNow()
  const below = inherited && Object.fromEntries(words(inherited).map((line) => [line.key, line.text])) as Record<DisclosureLine['key'], string> | null
  // The level that everything begins with inherits from nobody: what it does not set is the usual.
  const shown = inherited ? value : { ...usual, ...value }
  const set = <F extends FieldName>(field: F, to: GrantDraft[F] | undefined) => onChange(withField(value, field, to))
  const asBelow = (key: DisclosureLine['key']) => (below ? [{ value: inherit, label: t('inherit', { what: below[key] ?? t('never') }) }] : [])
  const yesNo = (field: 'lead_time' | 'promotions' | 'documents') => (
    <Field label={t(`field.${field}`)} error={error?.(field)}>
      <Select
        value={shown[field] === undefined ? inherit : shown[field] ? 'yes' : 'no'}
        onChange={(v) => set(field, v === inherit ? undefined : v === 'yes')}
        options={[...asBelow(field), { value: 'yes', label: t('show') }, { value: 'no', label: t('hide') }]}
      />
    </Field>
  )
  const parts = shown.categories === undefined ? inherit : shown.categories.includes('*') ? 'all' : 'some'
  const stock = shown.stock ?? inherited?.stock
  return (
    <div className="grid gap-4">
      <Field label={t('field.categories')} error={error?.('categories')}>
        <Select
          value={parts}
          onChange={(v) => set('categories', v === inherit ? undefined : v === 'all' ? ['*'] : [])}
          options={[...asBelow('categories'), { value: 'all', label: t('allParts') }, { value: 'some', label: t('someParts') }]}
        />
      </Field>
      {parts === 'some' && <Categories all={categories} value={shown.categories ?? []} onChange={(c) => set('categories', c)} />}
      <div className="grid gap-4 tablet:grid-cols-2">
        <Field label={t('field.price')} error={error?.('price')}>
          <Select
            value={shown.price ?? inherit}
            onChange={(v) => set('price', v === inherit ? undefined : v)}
            options={[...asBelow('price'), ...(['own', 'list', 'none'] as const).map((p) => ({ value: p, label: t(`price.${p}`) }))]}
          />
        </Field>
        <Field label={t('field.stock')} error={error?.('stock')}>
          <Select
            value={shown.stock ?? inherit}
            onChange={(v) => set('stock', v === inherit ? undefined : v)}
            options={[...asBelow('stock'), ...(['exact', 'band', 'yes_no', 'none'] as const).map((s) => ({ value: s, label: t(`stock.${s}`) }))]}
          />
        </Field>
      </div>
      {stock === 'band' && (shown.stock === 'band' || shown.stock_steps) && (
        <Steps value={(shown.stock_steps ?? inherited?.stock_steps ?? []).map(String)} onChange={(s) => set('stock_steps', s)} error={error?.('stock_steps')} />
      )}
      <div className="grid gap-4 tablet:grid-cols-3">
        {yesNo('lead_time')}
        {yesNo('promotions')}
        {yesNo('documents')}
      </div>
      <div className="grid gap-4 tablet:grid-cols-2">
        <Field label={t('field.purpose')} required={false} hint={t('purposeHint')} error={error?.('purpose')}>
          <Input maxLength={200} value={value.purpose ?? ''} onChange={(e) => set('purpose', e.target.value || undefined)} />
        </Field>
        {inherited && (
          <Field label={t('field.expires_at')} required={false} hint={t('expiryHint')} error={error?.('expires_at')}>
            <DatePicker today={dayOf(now, deviceZone)} min={dayOf(now, deviceZone)} value={value.expires_at ? dayOf(value.expires_at, deviceZone) : null} onChange={(day) => set('expires_at', day ? startOfDay(day) : undefined)} />
          </Field>
        )}
      </div>
    </div>
  )
}
