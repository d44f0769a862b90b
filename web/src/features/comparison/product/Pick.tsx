import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ComboItem } from '../../../ui/Combobox'
import { Combobox } from '../../../ui/lazy'
import { keyOf, refOf, suggestQuery, type Ref } from './queries'

/** Finds one offer among those of all suppliers, and takes it. */
export function Pick({ company, label, not, onPick }: { company: string; label: string; not: readonly Ref[]; onPick: (ref: Ref) => void }) {
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [round, setRound] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed), 200)
    return () => clearTimeout(timer)
  }, [typed])
  const { data, isFetching } = useQuery({ ...suggestQuery(company, q), placeholderData: keepPreviousData })
  const out = new Set(not.map(keyOf))
  const found = q.trim() ? (data?.items ?? []) : []
  const items = found
    .filter((f) => !out.has(keyOf(refOf(f))))
    .map((f): ComboItem => ({
      value: keyOf(refOf(f)),
      label: f.offer.name,
      hint: [data?.suppliers.find((s) => s.supplier === f.supplier)?.name, f.offer.sku, f.offer.brand].filter(Boolean).join(' · '),
    }))
  return (
    <Combobox
      key={round}
      items={items}
      value={null}
      label={label}
      placeholder={label}
      searching={isFetching || typed !== q}
      onSearch={setTyped}
      onChange={(item) => {
        const hit = found.find((f) => keyOf(refOf(f)) === item?.value)
        if (!hit) return
        setTyped('')
        setRound((n) => n + 1)
        onPick(refOf(hit))
      }}
    />
  )
}
