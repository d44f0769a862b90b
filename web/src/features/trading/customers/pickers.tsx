// Choosing a group, a colleague, a region, a customer: the same everywhere.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import type { ComboItem } from '../../../ui/Combobox'
import { Combobox } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { seatsQuery } from '../../identity/team/queries'
import { regionItem, regionItems } from '../regions'
import { customersFound, groupsQuery, type CustomerRef, type CustomerRow } from '../supplierQueries'

const none = ''
type Choice = { company: string; value: string; onChange: (value: string) => void; /** The words for nobody and nothing; there is no such choice without them. */ empty?: string; label?: string; className?: string }
/** A native list needs a value for nothing that is not the placeholder's. */
const nothing = '-'
const options = (empty: string | undefined, items: readonly { value: string; label: string }[]) => (empty === undefined ? items : [{ value: nothing, label: empty }, ...items])

/** `value` is the id of a group, or empty for none. */
export function GroupSelect({ company, value, onChange, empty, label, className }: Choice) {
  const { data } = useQuery(groupsQuery(company))
  const items = data?.items.map((g) => ({ value: g.id as string, label: g.name })) ?? []
  return <Select aria-label={label} className={className} value={value || nothing} onChange={(v) => onChange(v === nothing ? none : v)} options={options(empty, items)} />
}

/** `value` is the id of a person who works here, or empty for nobody. */
export function SalespersonSelect({ company, value, onChange, empty, label, className, now }: Choice & { now?: { id: string; name: string } }) {
  const { data } = useQuery(seatsQuery(company, 200))
  const items = data?.items.map((s) => ({ value: s.person as string, label: s.name })) ?? []
  // Whoever left, or may not be seen, still stands where they were chosen.
  if (now && !items.some((i) => i.value === now.id)) items.push({ value: now.id, label: now.name })
  return <Select aria-label={label} className={className} value={value || nothing} onChange={(v) => onChange(v === nothing ? none : v)} options={options(empty, items)} />
}

export function RegionPick({ value, onChange, label, placeholder, className }: { value: string; onChange: (code: string) => void; label?: string; placeholder?: string; className?: string }) {
  const lang = useLocale()
  const items = useMemo(() => regionItems(lang), [lang])
  return <Combobox items={items} value={value ? regionItem(lang, value) : null} onChange={(i) => onChange(i?.value ?? '')} label={label} placeholder={placeholder} className={className} />
}

/** Who was chosen, with the buyer that has claimed the record. */
export type Picked = CustomerRef & { buyer?: CustomerRow['buyer'] }

export const customerItem = (c: CustomerRef): ComboItem => ({ value: c.id, label: c.name, hint: c.code })

/** Found by code, name, tax number or address; the hub searches. */
export function CustomerPick({ company, value, onChange, label, placeholder, without, className }: { company: string; value: Picked | null; onChange: (customer: Picked | null) => void; label?: string; placeholder?: string; without?: string; className?: string }) {
  const t = useTranslations('customers')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const { data, isFetching } = useQuery({ ...customersFound(company, q), placeholderData: keepPreviousData })
  const found = (data?.items ?? []).filter((c) => c.id !== without)
  return (
    <Combobox
      items={found.map(customerItem)}
      value={value ? customerItem(value) : null}
      onSearch={setTyped}
      searching={isFetching}
      onChange={(item) => {
        const chosen = item && (found.find((c) => c.id === item.value) ?? (value?.id === item.value ? value : null))
        onChange(chosen && { id: chosen.id, code: chosen.code, name: chosen.name, buyer: chosen.buyer })
      }}
      label={label}
      placeholder={placeholder ?? t('find')}
      className={className}
    />
  )
}
