import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { useDeed } from '../../../lib/useDeed'
import { queryClient } from '../../../lib/query'
import type { Role, Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { ConfirmDialog, Dialog } from '../../../ui/lazy'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import type { TeamSeat } from './queries'
import { RolePicker } from './Roles'

type Props = { seat: Seat; whom: TeamSeat; onClose: () => void }

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((x) => b.includes(x))

const put = (company: string, seat: string, roles: Role[]) =>
  api.PATCH('/api/companies/{company}/seats/{seat}', { params: { path: { company, seat } }, body: { roles } })

async function reload(company: string) {
  await Promise.all([queryClient.invalidateQueries({ queryKey: ['team', company] }), queryClient.invalidateQueries({ queryKey: ['session'] })])
}

/** Saved at once, with a way back. A refusal (the last owner, owners only) stands in the dialog and keeps what was ticked. */
export function EditRoles({ seat, whom, onClose }: Props) {
  const t = useTranslations()
  const company = seat.company.id
  const [roles, setRoles] = useState<Role[]>(whom.roles)
  const { busy, problem, run, clear } = useDeed()
  const save = () =>
    run(async () => {
      await put(company, whom.id, roles)
      await reload(company)
      toast(t('team.changed', { name: whom.name }), () => void put(company, whom.id, whom.roles).then(() => reload(company), () => reload(company)))
      onClose()
    })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('team.editOf', { name: whom.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={roles.length === 0 || same(roles, whom.roles)} onClick={() => void save()}>
            {t('team.save')}
          </Button>
        </>
      }
    >
      <RolePicker
        parts={seat.company.parts}
        value={roles}
        owner={seat.roles.includes('owner')}
        error={roles.length === 0 ? t('team.noRole') : undefined}
        onChange={(r) => {
          setRoles(r)
          clear()
        }}
      />
      <Refusal problem={problem} />
    </Dialog>
  )
}

/** Works at once, everywhere the person is signed in; only a new invitation brings somebody back, so it is asked first. */
export function RemoveSeat({ seat, whom, onClose }: Props) {
  const t = useTranslations('team')
  const navigate = useNavigate()
  const company = seat.company.id
  const remove = async () => {
    await api.DELETE('/api/companies/{company}/seats/{seat}', { params: { path: { company, seat: whom.id } } })
    if (whom.me) await navigate({ to: '/home', replace: true })
    await reload(company)
    toast(t('removed', { name: whom.name }))
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={whom.me ? t('leaveTitle', { company: seat.company.name }) : t('removeTitle', { name: whom.name })}
      description={whom.me ? t('leaveText') : t('removeText', { company: seat.company.name })}
      action={whom.me ? t('leaveDo') : t('removeDo')}
      onConfirm={remove}
    />
  )
}
