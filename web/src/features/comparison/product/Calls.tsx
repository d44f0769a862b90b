import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { useProblemText } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { putOwn, refOf, sameRef, type Product } from './queries'

/** What we call it: changed in place. */
export function Calls({ company, product, mayWrite }: { company: string; product: Product; mayWrite: boolean }) {
  const t = useTranslations('product.own')
  const { field } = useProblemText()
  const { busy, problem, run } = useDeed()
  const [editing, setEditing] = useState(false)
  const ref = { supplier: product.supplier, item: product.item }
  const mine = product.offers.find((o) => sameRef(refOf(o), ref))?.own ?? {}
  const shown = product.own ?? {}
  const [draft, setDraft] = useState({ code: '', name: '' })
  const begin = () => {
    setDraft({ code: mine.code ?? shown.code ?? '', name: mine.name ?? shown.name ?? '' })
    setEditing(true)
  }
  const save = async () => {
    if (await run(() => putOwn(company, ref, { ...mine, ...draft }))) {
      setEditing(false)
      toast(t('done'), () => void putOwn(company, ref, mine))
    }
  }
  return (
    <Section
      title={t('title')}
      className="max-tablet:rounded-none max-tablet:border-x-0"
      actions={
        mayWrite &&
        !editing && (
          <Button kind="quiet" icon={<Pencil aria-hidden />} className="-mr-2 print:hidden" onClick={begin}>
            {shown.code || shown.name ? t('change') : t('give')}
          </Button>
        )
      }
    >
      {editing ? (
        <form
          className="grid gap-3"
          onSubmit={(e) => {
            e.preventDefault()
            void save()
          }}
        >
          <Field label={t('code')} error={field(problem, 'code')}>
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <Input autoFocus autoComplete="off" maxLength={200} className="num" value={draft.code} onChange={(e) => setDraft({ ...draft, code: e.target.value })} />
          </Field>
          <Field label={t('name')} error={field(problem, 'name')}>
            <Input autoComplete="off" maxLength={1000} value={draft.name} onChange={(e) => setDraft({ ...draft, name: e.target.value })} />
          </Field>
          <p className="text-small text-ink2">{t('private')}</p>
          <div className="flex gap-2">
            <Button kind="primary" type="submit" busy={busy}>
              {t('save')}
            </Button>
            <Button onClick={() => setEditing(false)}>{t('cancel')}</Button>
          </div>
          <Refusal problem={problem && problem.fields.length === 0 ? problem : null} />
        </form>
      ) : shown.code || shown.name ? (
        <dl className="grid gap-2">
          {shown.code && (
            <div className="flex gap-2.5">
              <dt className="w-24 flex-none text-ink2">{t('code')}</dt>
              <dd className="num min-w-0 font-strong wrap-anywhere">{shown.code}</dd>
            </div>
          )}
          {shown.name && (
            <div className="flex gap-2.5">
              <dt className="w-24 flex-none text-ink2">{t('name')}</dt>
              <dd className="min-w-0 wrap-anywhere">{shown.name}</dd>
            </div>
          )}
        </dl>
      ) : (
        <p className="text-ink2">{t('none')}</p>
      )}
    </Section>
  )
}
