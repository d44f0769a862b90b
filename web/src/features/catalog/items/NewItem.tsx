import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { api, newKey, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { parseDecimal } from '../../../lib/money'
import { Problem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { toast } from '../../../ui/Toast'
import { given } from '../../identity/check'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { currencies } from '../../trading/customers/terms'
import { held } from '../../trading/supplierQueries'
import { askAgain, categoriesQuery, itemQuery, type Item } from '../queries'
import { Suggested } from '../Suggested'
import { itemUnits, useUnitOptions } from '../units'

const empty = { name: '', sku: '', category: '', unit: 'H87', price: '', currency: 'CNY', stock: '', brand: '', mpn: '', gtin: '', family: '', minimum: '', multiple: '', lead_days: '', description: '' }
type Draft = typeof empty
type Name = keyof Draft

const number = (text: string) => (text.trim() && parseDecimal(text) === null ? 'wrong_form' : null)

/** The item is there: what it costs and how many there are goes into the sheet, which knows both. */
async function putFacts(company: string, draft: Draft, item: Item) {
  if (!draft.price.trim() && !draft.stock.trim()) return
  const { lines } = await ok(
    api.PUT('/api/companies/{company}/sheet', {
      params: { path: { company } },
      body: {
        lines: [
          {
            sku: item.sku, name: item.name, brand: item.brand, mpn: item.mpn, gtin: item.gtin, category: item.category, unit: item.unit, minimum: item.minimum, multiple: item.multiple,
            lead_days: item.lead_days === undefined ? undefined : String(item.lead_days),
            price: draft.price.trim() ? { amount: draft.price.trim(), currency: draft.currency } : undefined,
            stock: draft.stock.trim() || undefined,
          },
        ],
      },
    }),
  )
  const problems = lines[0]?.problems ?? []
  if (problems.length === 0) return
  throw new Problem({ status: 422, code: 'hub.invalid', fields: problems.map((p) => ({ ...p, path: p.path.startsWith('/price') ? '/price' : p.path })) })
}

/** An item written down by hand: five fields, the rest when it is wanted. */
export function NewItem({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const t = useTranslations()
  const id = useId()
  const navigate = useNavigate()
  const company = seat.company.id
  const priced = seat.permissions.includes('comparison.sheet.write')
  const [draft, setDraft] = useState(empty)
  const [key] = useState(newKey)
  // Once it is made, a price that was not taken is tried again without making it twice.
  const [made, setMade] = useState<Item | null>(null)
  const categories = useQuery(categoriesQuery(company))
  const units = useUnitOptions(itemUnits)
  const checks = Object.fromEntries((Object.keys(empty) as Name[]).map((f) => [`/${f}`, f === 'name' || f === 'sku' ? given(draft[f]) : ['price', 'stock', 'minimum', 'multiple', 'lead_days'].includes(f) ? number(draft[f]) : null]))
  const form = useForm(checks, async () => {
    const { price: _p, currency: _c, stock: _s, ...own } = draft
    const body = { ...Object.fromEntries(Object.entries(own).filter(([, v]) => v.trim() !== '')), sku: draft.sku.trim(), name: draft.name.trim() }
    let item = made
    if (!item) {
      const now = await held<Item>(api.POST('/api/companies/{company}/items', { params: { path: { company }, header: { 'Idempotency-Key': key } }, body }))
      item = now.value
      queryClient.setQueryData(itemQuery(company, item.id).queryKey, now)
      setMade(item)
    }
    await putFacts(company, draft, item)
    await askAgain(company)
    toast(t('items.added', { name: item.name }))
    await navigate({ to: '/c/$company/items/$item', params: { company, item: item.id } })
  })
  const input = (name: Name) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (e: { target: { value: string } }) => {
      setDraft((d) => ({ ...d, [name]: e.target.value }))
      form.edited(`/${name}`)
    },
  })
  const once = made !== null
  const mending = once && !form.busy
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('items.add')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="item" busy={form.busy}>
            {mending ? t('items.priceAgain') : t('items.addDo')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="item" className="grid gap-4">
        {mending && (
          <p role="status" className="rounded-control border border-warn bg-warn-bg px-3 py-2 text-warn">
            {t('items.madeWithout', { name: made.name })}
          </p>
        )}
        <Field label={t('items.name')} error={form.error('/name')}>
          <Input
            {...input('name')}
            maxLength={500}
            readOnly={once}
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          />
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('items.sku')} hint={t('items.skuHint')} error={form.error('/sku')}>
            <Input {...input('sku')} maxLength={100} readOnly={once} className="num" />
          </Field>
          <Field label={t('items.category')} required={false} error={form.error('/category')}>
            <Input {...input('category')} maxLength={200} readOnly={once} list={id} />
          </Field>
        </div>
        <Suggested id={id} values={categories.data?.items.map((c) => c.name) ?? []} />
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('items.unit')} error={form.error('/unit')}>
            <Select
              value={draft.unit}
              disabled={once}
              onChange={(unit) => {
                setDraft((d) => ({ ...d, unit }))
                form.edited('/unit')
              }}
              options={units}
            />
          </Field>
          {priced && (
            <Field label={t('items.stock')} required={false} error={form.error('/stock')}>
              <Input {...input('stock')} inputMode="decimal" className="num text-right" />
            </Field>
          )}
        </div>
        {priced && (
          <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-4">
            <Field label={t('items.price')} required={false} error={form.error('/price')}>
              <Input {...input('price')} inputMode="decimal" className="num text-right" />
            </Field>
            <Field label={t('items.currency')}>
              <Select value={draft.currency} onChange={(currency) => setDraft((d) => ({ ...d, currency }))} options={currencies.map((c) => ({ value: c, label: c }))} />
            </Field>
          </div>
        )}
        <details className="group rounded-control border border-line" open={form.count > 0 && (['brand', 'mpn', 'gtin', 'family', 'minimum', 'multiple', 'lead_days', 'description'] as const).some((f) => form.error(`/${f}`)) ? true : undefined}>
          <summary className="min-h-control cursor-pointer px-3 py-2 font-strong">{t('items.more')}</summary>
          <div className="grid gap-4 border-t border-line p-3">
            <div className="grid grid-cols-2 gap-4">
              <Field label={t('items.brand')} required={false} error={form.error('/brand')}>
                <Input {...input('brand')} maxLength={200} readOnly={once} />
              </Field>
              <Field label={t('items.mpn')} required={false} error={form.error('/mpn')}>
                <Input {...input('mpn')} maxLength={200} readOnly={once} className="num" />
              </Field>
              <Field label={t('items.gtin')} required={false} error={form.error('/gtin')}>
                <Input {...input('gtin')} maxLength={40} readOnly={once} inputMode="numeric" className="num" />
              </Field>
              <Field label={t('items.family')} required={false} error={form.error('/family')}>
                <Input {...input('family')} maxLength={200} readOnly={once} />
              </Field>
              <Field label={t('items.minimum')} required={false} error={form.error('/minimum')}>
                <Input {...input('minimum')} inputMode="decimal" readOnly={once} placeholder="1" className="num text-right" />
              </Field>
              <Field label={t('items.multiple')} required={false} error={form.error('/multiple')}>
                <Input {...input('multiple')} inputMode="decimal" readOnly={once} placeholder="1" className="num text-right" />
              </Field>
              <Field label={t('items.leadDays')} required={false} error={form.error('/lead_days')}>
                <Input {...input('lead_days')} inputMode="numeric" readOnly={once} className="num text-right" />
              </Field>
            </div>
            <Field label={t('items.description')} required={false} error={form.error('/description')}>
              <TextArea {...input('description')} readOnly={once} rows={4} maxLength={20000} />
            </Field>
          </div>
        </details>
        <p className="text-small text-ink2">{t('items.addHint')}</p>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
