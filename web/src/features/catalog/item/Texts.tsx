import { useId } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Checkbox } from '../../../ui/Choice'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import type { Category, Heading } from '../queries'
import { Suggested } from '../Suggested'
import { itemUnits, useUnitOptions } from '../units'
import { useHeadingName } from '../headings'
import type { TextName } from './draft'
import type { ItemForm } from './useItemForm'

type Props = { item: ItemForm; writable: boolean }

const useInput =
  ({ item, writable }: Props) =>
  (name: TextName) => ({
    value: item.draft[name],
    readOnly: !writable,
    autoComplete: 'off',
    onChange: (e: { target: { value: string } }) => item.set({ [name]: e.target.value }, `/${name}`),
  })

/** What it is called and how it is described. */
export function Texts({ item, writable, categories, heading }: Props & { categories: readonly Category[]; heading: Heading | undefined }) {
  const t = useTranslations('item')
  const id = useId()
  const name = useHeadingName()
  const input = useInput({ item, writable })
  const { error } = item.form
  const category = categories.find((c) => c.name === item.draft.category.trim())
  const stands = category?.heading ?? (item.draft.category === category?.name ? heading : undefined)
  return (
    <Section title={t('texts')}>
      <div className="grid gap-4">
        <Field label={t('name')} error={error('/name')}>
          <Input {...input('name')} maxLength={500} />
        </Field>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('brand')} required={false} error={error('/brand')}>
            <Input {...input('brand')} maxLength={200} />
          </Field>
          <Field label={t('category')} hint={stands ? <span className="num">{`${stands.code} · ${name(stands)}`}</span> : undefined} error={error('/category')}>
            <Input {...input('category')} maxLength={200} list={id} />
          </Field>
        </div>
        <Suggested id={id} values={categories.map((c) => c.name)} />
        <Field label={t('description')} required={false} hint={writable ? t('descriptionHint') : undefined} error={error('/description')}>
          <TextArea {...input('description')} rows={5} maxLength={20000} />
        </Field>
        <Field label={t('family')} required={false} hint={t('familyHint')} error={error('/family')}>
          <Input {...input('family')} maxLength={200} />
        </Field>
      </div>
    </Section>
  )
}

/** The numbers it is known by. */
export function Codes({ item, writable }: Props) {
  const t = useTranslations('item')
  const input = useInput({ item, writable })
  const { error } = item.form
  return (
    <Section title={t('codes')}>
      <div className="grid gap-4 tablet:grid-cols-2">
        <Field label={t('sku')} hint={t('skuHint')} error={error('/sku')}>
          <Input {...input('sku')} maxLength={100} className="num" />
        </Field>
        <Field label={t('mpn')} required={false} hint={t('mpnHint')} error={error('/mpn')}>
          <Input {...input('mpn')} maxLength={200} className="num" />
        </Field>
        <Field label={t('gtin')} required={false} hint={t('gtinHint')} error={error('/gtin')}>
          <Input {...input('gtin')} maxLength={40} inputMode="numeric" className="num" />
        </Field>
        <Field label={t('datasheet')} required={false} error={error('/datasheet')}>
          <Input {...input('datasheet')} type="url" maxLength={1000} placeholder="https://" />
        </Field>
      </div>
    </Section>
  )
}

/** In what it is counted, and how much of it one can have. */
export function Selling({ item, writable }: Props) {
  const t = useTranslations('item')
  const units = useUnitOptions(itemUnits, item.draft.unit)
  const input = useInput({ item, writable })
  const { error } = item.form
  return (
    <Section title={t('selling')}>
      <div className="grid gap-4">
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('unit')} hint={t('unitHint')} error={error('/unit')}>
            <Select value={item.draft.unit} disabled={!writable} onChange={(unit) => item.set({ unit }, '/unit')} options={units} />
          </Field>
          <Field label={t('leadDays')} required={false} error={error('/lead_days')}>
            <Input {...input('lead_days')} inputMode="numeric" maxLength={5} className="num text-right" />
          </Field>
          <Field label={t('minimum')} error={error('/minimum')}>
            <Input {...input('minimum')} inputMode="decimal" maxLength={20} className="num text-right" />
          </Field>
          <Field label={t('multiple')} error={error('/multiple')}>
            <Input {...input('multiple')} inputMode="decimal" maxLength={20} className="num text-right" />
          </Field>
        </div>
        <Checkbox checked={item.draft.catch_weight} disabled={!writable} hint={t('catchHint')} onChange={(catch_weight) => item.set({ catch_weight }, '/catch_weight', '/unit')}>
          {t('catch')}
        </Checkbox>
        {error('/catch_weight') && <p className="text-small text-bad">{error('/catch_weight')}</p>}
        {item.draft.catch_weight && (
          <Field label={t('nominal')} hint={t('nominalHint')} error={error('/nominal_weight')} className="tablet:w-1/2">
            <Input {...input('nominal_weight')} inputMode="decimal" maxLength={40} className="num text-right" />
          </Field>
        )}
      </div>
    </Section>
  )
}
