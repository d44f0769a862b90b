import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { toProblem, type Problem } from '../../lib/problem'
import { Button, buttonClass } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { Banner, Refusal } from '../../ui/States'
import { Sheet } from '../identity/Sheet'
import { WithLink } from '../identity/WithLink'
import { Chains, PartBlock, reopened } from './Parts'
import type { Linked } from './queries'

const load = (token: string) => ok(api.POST('/api/approval-links/look', { body: { token } }))

function Decide({ token, first }: { token: string; first: Linked }) {
  const t = useTranslations('approval')
  const lang = useLocale()
  const [linked, setLinked] = useState(first)
  const [done, setDone] = useState(false)
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [reason, setReason] = useState('')
  const [refusing, setRefusing] = useState(false)
  const { approval } = linked
  const say = async (verdict: 'approve' | 'refuse') => {
    setBusy(verdict)
    setProblem(null)
    try {
      setLinked(await ok(api.POST('/api/approval-links/decision', { body: { token, verdict, reason: reason.trim() || undefined } })))
      setDone(true)
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(null)
    }
  }
  const dearer = reopened(approval)
  if (done) {
    return (
      <Sheet takeFocus title={approval.summary.state === 'waiting' ? t(dearer ? 'link.again' : 'link.next') : t(`done.${approval.summary.state}`)} lead={linked.company}>
        {dearer && <Banner kind="warn">{dearer.changes.map((c) => `${c.name}: ${c.was} → ${c.now}`).join('; ')}</Banner>}
        <Chains chains={approval.chains} />
        <a href={`/orders/approvals/${approval.summary.id}`} className={buttonClass()}>
          {t('link.open')}
        </a>
      </Sheet>
    )
  }
  return (
    <Sheet wide title={t('oneTitle', { person: approval.summary.person })} lead={t('link.lead', { name: linked.name, company: linked.company })} foot={t('link.foot')}>
      <p className="num text-total font-strong">{approval.summary.totals.map((m) => formatMoney(lang, m)).join(' + ')}</p>
      {dearer && (
        <Banner kind="warn">
          {t('dearer')} {dearer.changes.map((c) => `${c.name}: ${c.was} → ${c.now}`).join('; ')}
        </Banner>
      )}
      {approval.note && <p className="border-l-4 border-line pl-3 wrap-anywhere whitespace-pre-wrap">{approval.note}</p>}
      {approval.parts.map((p) => (
        <PartBlock key={p.supplier} part={p} />
      ))}
      <Refusal problem={problem} />
      {refusing && (
        <Field label={t('reason')} required>
          <TextArea value={reason} maxLength={1000} onChange={(e) => setReason(e.target.value)} />
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button busy={busy === 'refuse'} disabled={busy !== null || (refusing && !reason.trim())} onClick={() => (refusing ? void say('refuse') : setRefusing(true))} className="max-tablet:flex-1">
          {t('refuse')}
        </Button>
        {!refusing && (
          <Button kind="primary" busy={busy === 'approve'} disabled={busy !== null} onClick={() => void say('approve')} className="max-tablet:flex-1">
            {t('approve')}
          </Button>
        )}
      </div>
    </Sheet>
  )
}

/** What the link of a mail leads to: what is approved, and two buttons. Opening it does nothing. */
export const LinkedApproval = () => (
  <WithLink kind="approve" load={load}>
    {(token, link) => <Decide token={token} first={link} />}
  </WithLink>
)
