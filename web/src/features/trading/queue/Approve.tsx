import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { Button } from '../../../ui/Button'
import { RadioGroup } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { CustomerPick, GroupSelect, RegionPick, SalespersonSelect } from '../customers/pickers'
import { TermsFields } from '../customers/TermsFields'
import { Disclosure } from '../Disclosure'
import { over, type GrantDraft } from '../grants/draft'
import type { Subject } from '../grants/Preview'
import { useBelow } from '../grants/useBelow'
import { categoriesQuery, customerQuery, type CustomerRef, type Decision, type Held, type RelationshipDetail, type Terms } from '../supplierQueries'
import { Overtaken } from './Overtaken'
import { useDecision } from './useDecision'

const GrantFields = lazy(() => import('../grants/GrantFields').then((m) => ({ default: m.GrantFields })))
const Preview = lazy(() => import('../grants/Preview').then((m) => ({ default: m.Preview })))

type Props = { company: string; buyer: string; held: Held<RelationshipDetail>; onClose: () => void }

/** The customers that may be this buyer: the one it has or was invited as first, then what the check found. */
export function candidates(detail: RelationshipDetail): CustomerRef[] {
  const found = detail.checks.flatMap((c) => (c.kind === 'duplicate' ? (c.customers ?? []) : [])).filter((c) => !c.claimed).map((c) => c.customer)
  const all = detail.row.customer ? [detail.row.customer, ...found] : found
  return all.filter((c, i) => all.findIndex((x) => x.id === c.id) === i)
}

const other = 'other'
const fresh = 'new'

/** Everything an approval settles, in one sheet; all of it is preselected, so that Enter is enough. */
export function Approve({ company, buyer, held, onClose }: Props) {
  const t = useTranslations()
  const { row } = held.value
  const known = candidates(held.value)
  const [choice, setChoice] = useState<string>(known[0]?.id ?? fresh)
  const [picked, setPicked] = useState<CustomerRef | null>(null)
  const [code, setCode] = useState(held.value.suggested_code ?? '')
  const [name, setName] = useState(row.buyer.name)
  const [group, setGroup] = useState<string>(row.group?.id ?? '')
  const [region, setRegion] = useState<string>(row.region ?? '')
  const [salesperson, setSalesperson] = useState<string>(row.salesperson?.id ?? '')
  const [terms, setTerms] = useState<Terms | null>(null)
  const [grant, setGrant] = useState<GrantDraft | null>(null)
  const [asked, setAsked] = useState(false)
  const categories = useQuery(categoriesQuery(company))
  const now = useNow()
  const decision = useDecision(company, buyer, held, () => {
    toast(t('queue.done.approve', { buyer: row.buyer.name }))
    onClose()
  })
  const possible = decision.possible('approve')
  const existing = choice === fresh ? undefined : choice === other ? picked?.id : choice
  const wrong = { code: choice === fresh && !code.trim(), name: choice === fresh && !name.trim(), picked: choice === other && !picked }
  const chosen = existing !== undefined
  const record = useQuery({ ...customerQuery(company, existing ?? ''), enabled: chosen }).data?.value
  const below = useBelow(company, group || record?.customer.group?.id || '')
  const send = () => {
    setAsked(true)
    if (wrong.code || wrong.name || wrong.picked) return
    const customer: Decision['customer'] = choice === fresh ? { code: code.trim(), name: name.trim() } : { id: existing }
    void decision.send({
      decision: 'approve',
      customer,
      // What was not touched stays as the customer there is has it.
      group: group || !chosen ? group : undefined,
      region: region || !chosen ? region : undefined,
      salesperson: salesperson || !chosen ? salesperson : undefined,
      terms: terms ?? undefined,
      grant: grant && Object.keys(grant).length > 0 ? (grant as Decision['grant']) : undefined,
    })
  }
  const subject: Subject = existing ? { customer: existing } : group ? { group } : { default: true }
  const unchanged = t('queue.unchanged')
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('queue.approveTitle', { buyer: row.buyer.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            type="submit"
            form="approve"
            busy={decision.busy}
            disabled={!possible}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- all is preselected: Enter is enough
            autoFocus
          >
            {t('queue.approve')}
          </Button>
        </>
      }
    >
      {decision.overtaken && <Overtaken now={decision.now} possible={possible} />}
      <form
        id="approve"
        noValidate
        className="grid gap-4"
        onSubmit={(e) => {
          e.preventDefault()
          send()
        }}
      >
        <RadioGroup
          legend={t('queue.which')}
          name="customer"
          value={choice}
          onChange={setChoice}
          options={[
            ...known.map((c) => ({ value: c.id as string, label: c.name, hint: t('queue.existing', { code: c.code }) })),
            { value: other, label: t('queue.other') },
            { value: fresh, label: t('queue.fresh') },
          ]}
        />
        {choice === other && (
          <Field label={t('queue.customer')} error={asked && wrong.picked ? t('queue.pickOne') : undefined}>
            <CustomerPick company={company} value={picked} onChange={setPicked} />
          </Field>
        )}
        {choice === fresh && (
          <div className="grid gap-4 tablet:grid-cols-[10rem_minmax(0,1fr)]">
            <Field label={t('queue.code')} error={asked && wrong.code ? t('queue.needed') : undefined}>
              <Input className="num" maxLength={40} value={code} onChange={(e) => setCode(e.target.value)} />
            </Field>
            <Field label={t('queue.name')} error={asked && wrong.name ? t('queue.needed') : undefined}>
              <Input maxLength={200} value={name} onChange={(e) => setName(e.target.value)} />
            </Field>
          </div>
        )}
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('customers.group')}>
            <GroupSelect company={company} value={group} onChange={setGroup} empty={chosen ? unchanged : t('customers.noGroup')} />
          </Field>
          <Field label={t('customers.salesperson')}>
            <SalespersonSelect company={company} value={salesperson} onChange={setSalesperson} empty={chosen ? unchanged : t('customers.nobody')} now={row.salesperson} />
          </Field>
          <Field label={t('customers.region')} required={false}>
            <RegionPick value={region} onChange={setRegion} placeholder={chosen ? unchanged : undefined} />
          </Field>
        </div>
        <details className="rounded-control border border-line">
          <summary className="min-h-control cursor-pointer px-3 py-1.5 font-strong" onClick={() => setTerms((old) => old ?? held.value.terms ?? {})}>
            {t('queue.terms')}
          </summary>
          <div className="border-t border-line p-3">
            <p className="mb-3 text-small text-ink2">{t('queue.termsHint')}</p>
            <TermsFields value={terms ?? {}} currency={record?.effective_terms.currency} onChange={setTerms} />
          </div>
        </details>
        <details className="rounded-control border border-line">
          <summary className="min-h-control cursor-pointer px-3 py-1.5 font-strong">{t('queue.sees')}</summary>
          <div className="grid gap-4 border-t border-line p-3">
            {below ? (
              <Suspense fallback={<Skeleton lines={4} />}>
                <GrantFields value={grant ?? {}} onChange={setGrant} inherited={below} categories={categories.data?.items.map((c) => c.name) ?? []} />
                <Preview company={company} subject={subject} draft={grant ?? {}} rows={5} />
              </Suspense>
            ) : (
              <Skeleton lines={4} />
            )}
          </div>
        </details>
        {below && (
          <section aria-label={t('queue.effect')} className="rounded-control bg-sunk p-3">
            <h3 className="mb-2 font-strong">{t('queue.effect')}</h3>
            <Disclosure disclosed={over(below, grant ?? {}, now)} side="supplier" />
          </section>
        )}
      </form>
      <Refusal problem={decision.problem} />
    </Dialog>
  )
}
