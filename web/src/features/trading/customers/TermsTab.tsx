import { useState } from 'react'
import { api } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useUnsaved } from '../../../shell/unsaved'
import { Button } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/lazy'
import { Section } from '../../../ui/Page'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { askAgain, customerQuery, held, type Customer, type Held, type Terms, type TermsSource } from '../supplierQueries'
import { Terms as TermsInWords } from '../Terms'
import { useTermsInWords, type TermsLine } from '../termsInWords'
import { useDeed } from '../../../lib/useDeed'
import { sameTerms, type TermsFieldName } from './terms'
import { TermsFields } from './TermsFields'

const fieldOf: Record<TermsLine['key'], TermsSource['field']> = { payment: 'payment', currency: 'currency', delivery: 'incoterm', minimum_order: 'minimum_order', free_freight_from: 'free_freight_from', note: 'note' }

/** What holds, line by line, with where it comes from. */
function Effective({ customer }: { customer: Customer }) {
  const t = useTranslations('customers')
  const lines = useTermsInWords()(customer.effective_terms)
  const sourceOf = (key: TermsLine['key']) => customer.terms_sources.find((s) => s.field === fieldOf[key] || (key === 'delivery' && s.field === 'delivery_place'))
  if (lines.length === 0) return <p className="text-ink2">{t('noTerms')}</p>
  return (
    <dl className="-my-2 divide-y divide-line">
      {lines.map(({ key, title, text }) => {
        const source = sourceOf(key)
        return (
          <div key={key} className="grid gap-x-3 py-2 tablet:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="text-ink2">{title}</dt>
            <dd className="min-w-0 wrap-anywhere whitespace-pre-line">
              {text}
              {source && <span className="block text-small text-ink2">{source.level === 'own' ? t('from.own') : t(`from.${source.level}`, { name: source.name ?? '' })}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** The customer's own terms. When a colleague saved others meanwhile, theirs are shown and one of the two is chosen. */
function Own({ company, now }: { company: string; now: Held<Customer> }) {
  const t = useTranslations()
  const id = now.value.customer.id
  const [base, setBase] = useState(now)
  const [draft, setDraft] = useState<Terms>(now.value.terms)
  const [unread, setUnread] = useState<ReadonlySet<TermsFieldName>>(new Set())
  const [theirs, setTheirs] = useState<Held<Customer> | null>(null)
  const deed = useDeed()
  const dirty = !sameTerms(base.value.terms, draft)
  const blocker = useUnsaved(dirty)
  if (!dirty && base.etag !== now.etag) {
    setBase(now)
    setDraft(now.value.terms)
  }
  const start = (from: Held<Customer>) => {
    setBase(from)
    setDraft(from.value.terms)
    setTheirs(null)
  }
  const put = async (from: Held<Customer>, terms: Terms) => {
    const saved = await held<Customer>(
      api.PATCH('/api/companies/{company}/customers/{customer}', { params: { path: { company, customer: id }, header: { 'If-Match': from.etag } }, body: { terms } }),
    )
    queryClient.setQueryData(customerQuery(company, id).queryKey, saved)
    void askAgain(company)
    return saved
  }
  const save = (from: Held<Customer>) =>
    deed.run(async () => {
      try {
        const before = from.value.terms
        const saved = await put(from, draft)
        start(saved)
        toast(t('customers.termsSaved'), () => void put(saved, before).then(start, () => askAgain(company)))
      } catch (error) {
        if (toProblem(error).status !== 412) throw error
        const latest = await queryClient.fetchQuery({ ...customerQuery(company, id), staleTime: 0 })
        if (!sameTerms(latest.value.terms, base.value.terms)) return setTheirs(latest)
        start(await put(latest, draft))
        toast(t('customers.termsSaved'))
      }
    })
  return (
    <form
      className="grid gap-4"
      onSubmit={(e) => {
        e.preventDefault()
        void save(base)
      }}
    >
      {theirs && (
        <div role="alert" className="grid gap-2 rounded-control border border-warn bg-warn-bg p-3">
          <p className="font-strong text-warn">{t('customers.termsTheirs')}</p>
          <TermsInWords terms={theirs.value.terms} />
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => start(theirs)}>{t('customers.conflict.drop')}</Button>
            <Button kind="primary" busy={deed.busy} onClick={() => void save(theirs)}>
              {t('customers.conflict.keep')}
            </Button>
          </span>
        </div>
      )}
      <TermsFields
        value={draft}
        currency={base.value.effective_terms.currency}
        onChange={setDraft}
        onUnread={(field, on) => setUnread((old) => new Set(on ? [...old, field] : [...old].filter((f) => f !== field)))}
      />
      <Refusal problem={deed.problem} />
      <div className="flex justify-end gap-2 max-tablet:flex-col-reverse">
        {dirty && <Button onClick={() => start(now)}>{t('customers.discard')}</Button>}
        <Button kind="primary" type="submit" busy={deed.busy} disabled={!dirty || unread.size > 0 || theirs !== null}>
          {t('customers.saveTerms')}
        </Button>
      </div>
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </form>
  )
}

/** What is agreed with this customer: what holds and where from, and what of it is the customer's own. */
export function TermsTab({ company, now, writable }: { company: string; now: Held<Customer>; writable: boolean }) {
  const t = useTranslations('customers')
  return (
    <div className="grid items-start gap-4 desktop:grid-cols-2">
      <Section title={t('effective')} note={t('effectiveNote')}>
        <Effective customer={now.value} />
      </Section>
      {writable && (
        <Section title={t('own')} note={t('ownNote')}>
          <Own key={now.value.customer.id} company={company} now={now} />
        </Section>
      )}
    </div>
  )
}
