import { Link } from '@tanstack/react-router'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Button, buttonClass } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { useUnit } from '../../comparison/offers/Cells'
import type { Attribute, Definition } from '../queries'
import type { ItemForm } from './useItemForm'

const none = '-'
/** Keeps the field of an attribute that has no value yet; it is never sent. */
const blank = ' '

function Value({ definition, value, unit, writable, onChange }: { definition: Definition; value: string; unit: string | undefined; writable: boolean; onChange: (value: string) => void }) {
  const t = useTranslations('item')
  const word = useUnit()
  if (definition.kind === 'choice' || definition.kind === 'boolean') {
    const choices = definition.kind === 'boolean' ? [{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }] : (definition.choices ?? []).map((c) => ({ value: c, label: c }))
    const odd = value && !choices.some((c) => c.value === value) ? [{ value, label: value }] : []
    return <Select value={value || none} disabled={!writable} onChange={(v) => onChange(v === none ? '' : v)} options={[{ value: none, label: t('notSaid') }, ...choices, ...odd]} />
  }
  return (
    <span className="flex items-center gap-2">
      <Input value={value} readOnly={!writable} autoComplete="off" maxLength={1000} inputMode={definition.kind === 'number' && !unit ? 'decimal' : undefined} className={definition.kind === 'number' ? 'num text-right' : undefined} onChange={(e) => onChange(e.target.value)} />
      {unit && <span className="flex-none text-ink2">{word(unit)}</span>}
    </span>
  )
}

/** What the category asks of its items, and whatever else is known of this one. */
export function Attributes({ company, item, definitions, known, units, writable, describes }: { company: string; item: ItemForm; definitions: readonly Definition[]; known: readonly Attribute[]; units: ReadonlyMap<string, string | undefined>; writable: boolean; describes: boolean }) {
  const t = useTranslations('item')
  const fault = useTranslations('fault.field')
  const [key, setKey] = useState('')
  const { attributes, category } = item.draft
  const set = (name: string, value: string) => item.set({ attributes: { ...attributes, [name]: value } }, `/attributes/${name}`)
  const others = Object.keys(attributes).filter((k) => !definitions.some((d) => d.key === k) && attributes[k])
  const problemOf = (name: string) => {
    const said = item.form.error(`/attributes/${name}`)
    if (said) return said
    const problem = item.unsaved.includes(`attributes/${name}`) ? undefined : known.find((a) => a.key === name)?.problem
    return problem && (fault.has(problem as never) ? fault(problem as never) : problem)
  }
  const fresh = key.trim()
  const add = () => {
    if (!fresh || fresh in attributes) return
    item.set({ attributes: { ...attributes, [fresh]: blank } })
    setKey('')
  }
  return (
    <Section
      title={t('attributes')}
      note={category}
      actions={
        describes && (
          <Link to="/c/$company/items/categories" params={{ company }} search={{ category }} className={buttonClass('quiet')}>
            {t('describe')}
          </Link>
        )
      }
    >
      <div className="grid gap-4">
        {definitions.length === 0 && others.length === 0 && <p className="text-ink2">{t('noAttributes')}</p>}
        <div className="grid gap-4 tablet:grid-cols-2">
          {definitions.map((d) => (
            <Field key={d.key} label={d.name} required={d.required ? undefined : false} error={problemOf(d.key)}>
              <Value definition={d} value={(attributes[d.key] ?? '').trimStart()} unit={units.get(d.key)} writable={writable} onChange={(v) => set(d.key, v)} />
            </Field>
          ))}
          {others.map((k) => (
            <Field key={k} label={known.find((a) => a.key === k)?.name ?? k} error={problemOf(k)}>
              <span className="flex gap-1">
                <Input value={(attributes[k] ?? '').trimStart()} readOnly={!writable} autoComplete="off" maxLength={1000} onChange={(e) => set(k, e.target.value || blank)} />
                {writable && <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('attributeDrop', { name: k })} onClick={() => set(k, '')} />}
              </span>
            </Field>
          ))}
        </div>
        {writable && definitions.some((d) => d.kind === 'number' && units.get(d.key)) && <p className="text-small text-ink2">{t('unitAllowed')}</p>}
        {writable && (
          <div className="flex flex-wrap items-end gap-2">
            <Field label={t('attributeNew')} className="min-w-0 flex-1 tablet:max-w-72">
              <Input
                value={key}
                maxLength={60}
                autoComplete="off"
                placeholder={t('attributeExample')}
                onChange={(e) => setKey(e.target.value)}
                onKeyDown={(e) => {
                  if (e.key !== 'Enter' || e.nativeEvent.isComposing) return
                  e.preventDefault()
                  add()
                }}
              />
            </Field>
            <Button icon={<Plus aria-hidden />} disabled={!fresh || fresh in attributes} onClick={add}>
              {t('attributeAdd')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
