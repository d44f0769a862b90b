import { useState } from 'react'
import { useTranslations } from '../../lib/i18n'
import { ConfirmDialog } from '../../ui/lazy'
import { Field, TextArea } from '../../ui/Field'
import { toast } from '../../ui/Toast'
import { close } from './api'
import type { StateName } from './states'

type Props = { company: string; supplier: { id: string; name: string }; state: StateName; onClose: () => void }

/** Takes an application back, or ends a relationship: asked first, because only a new application undoes it. */
export function CloseDialog({ company, supplier, state, onClose }: Props) {
  const t = useTranslations('trading.closing')
  const [reason, setReason] = useState('')
  const before = state === 'applied' || state === 'more_asked' || state === 'invited'
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={before ? t('takeBackTitle', { supplier: supplier.name }) : t('title', { supplier: supplier.name })}
      description={before ? t('takeBackText') : t('text')}
      action={before ? t('takeBack') : t('do')}
      onConfirm={async () => {
        await close(company, supplier.id, reason)
        toast(t('done', { supplier: supplier.name }))
      }}
    >
      <Field label={t('reason')} required={false} hint={t('reasonHint')}>
        <TextArea maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}
