import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { useProblemText } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Input } from '../../../ui/Field'
import { Refusal } from '../../../ui/States'

type Props = { title: string; name: string; action: string; onName: (name: string) => Promise<unknown>; onClose: () => void }

/** What a list is called. */
export function NameDialog({ title, name, action, onName, onClose }: Props) {
  const t = useTranslations('basket.lists')
  const { field } = useProblemText()
  const { busy, problem, run } = useDeed()
  const [typed, setTyped] = useState(name)
  const save = async () => {
    if (typed.trim() && (await run(() => onName(typed.trim())))) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={!typed.trim()} onClick={() => void save()}>
            {action}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(e) => {
          e.preventDefault()
          void save()
        }}
      >
        <Field label={t('name')} hint={t('shared')} error={field(problem, 'name')}>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Input autoFocus maxLength={200} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} />
        </Field>
      </form>
      <Refusal problem={problem && problem.fields.length === 0 ? problem : null} />
    </Dialog>
  )
}
