import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, type Problem, type ProblemField } from '../../../lib/problem'
import { useUnit } from '../../comparison/offers/Cells'
import { Button } from '../../../ui/Button'
import { Combobox, type ComboItem } from '../../../ui/Combobox'
import { Field } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Refusal } from '../../../ui/States'
import { fieldsOf, type Contradiction } from '../pair'
import { PairTable } from '../PairTable'
import { Contradictions } from '../Reasons'
import { join, lonelyQuery, productPages, type Part } from '../queries'

/** The hub writes a contradiction as its kind and both sides. */
const contradictionOf = ({ code, message }: ProblemField) => {
  const [left = '', right = ''] = message.split(' ≠ ')
  return { kind: code as Contradiction['kind'], left, right }
}

type Change = (deed: () => Promise<{ id: string; products: string[] }>, said: string) => Promise<boolean>

const keyOf = (p: Part) => ('item' in p ? `${p.supplier} ${p.item}` : p.id)

/** Says that this product or item and another one are the same. What contradicts is shown before, and must be confirmed. */
export function Join({ company, one, change, onClose }: { company: string; one: Part; change: { busy: boolean; problem: Problem | null; change: Change }; onClose: () => void }) {
  const t = useTranslations('products')
  const unit = useUnit()
  const [typed, setTyped] = useState('')
  const [other, setOther] = useState<Part | null>(null)
  const [contradicts, setContradicts] = useState<Problem | null>(null)
  const found = useInfiniteQuery(productPages(company, typed || undefined))
  const alone = useQuery(lonelyQuery(company, typed))
  const others: Part[] = [...(found.data?.pages[0]?.items ?? []), ...(typed ? (alone.data ?? []) : [])].filter((p) => keyOf(p) !== keyOf(one))
  const itemOf = (p: Part): ComboItem => ({
    value: keyOf(p), label: p.name, hint: 'item' in p ? t('aloneHint', { supplier: p.supplier_name, sku: p.sku }) : [p.brand, p.mpn, p.gtin].filter(Boolean).join(' · '),
  })
  const choose = (item: ComboItem | null) => {
    setContradicts(null)
    setOther(item ? (others.find((p) => keyOf(p) === item.value) ?? null) : null)
  }
  const act = async () => {
    if (!other) return
    const deed = async () => {
      try {
        return await join(company, one, other, contradicts !== null)
      } catch (error) {
        const problem = toProblem(error)
        if (problem.code === 'matching.contradiction') setContradicts(problem)
        throw error
      }
    }
    if (await change.change(deed, t('joined', { name: one.name }))) onClose()
  }
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('item' in one ? 'joinItemTitle' : 'joinTitle')}
      description={t('joinText')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind={contradicts ? 'danger' : 'primary'} busy={change.busy} disabled={!other} onClick={() => void act()}>
            {contradicts ? t('joinDespite') : t('joinDo')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label={t('otherAny')}>
          <Combobox items={others.map(itemOf)} value={other && itemOf(other)} onChange={choose} onSearch={setTyped} searching={found.isFetching || alone.isFetching} placeholder={t('search')} />
        </Field>
        {other && (
          <div className="rounded-card border border-line">
            <PairTable
              label={t('joinTitle')}
              heads={{ left: <span className="font-strong">{t('thisOne')}</span>, right: <span className="font-strong">{t('otherOne')}</span> }}
              fields={fieldsOf(one, other, [], unit)}
            />
          </div>
        )}
        <Refusal problem={change.problem} />
        {contradicts && <Contradictions list={contradicts.fields.map(contradictionOf)} />}
      </div>
    </Dialog>
  )
}
