import { useTranslations } from '../../../lib/i18n'
import type { Part, Role } from '../../../shell/session'
import { Checkbox } from '../../../ui/Choice'
import { rolesOf, sortRoles } from './roles'

export function RoleChips({ roles }: { roles: readonly Role[] }) {
  const t = useTranslations('shell.role')
  return (
    <span className="flex flex-wrap gap-1 max-tablet:justify-end">
      {sortRoles(roles).map((r) => (
        <span key={r} className={`rounded-small border px-1.5 text-small whitespace-nowrap ${r === 'owner' ? 'border-accent text-accent' : 'border-line bg-sunk'}`}>
          {t(r)}
        </span>
      ))}
    </span>
  )
}

type Props = {
  parts: readonly Part[]
  value: readonly Role[]
  onChange: (roles: Role[]) => void
  /** Only an owner makes or unmakes an owner. */
  owner: boolean
  error?: string
}

/** Only roles that exist in a company of this kind. */
export function RolePicker({ parts, value, onChange, owner, error }: Props) {
  const t = useTranslations()
  return (
    <fieldset className="min-w-0" aria-invalid={error ? true : undefined}>
      <legend className="font-strong">{t('team.roles')}</legend>
      <div className="grid tablet:grid-cols-2 tablet:gap-x-4">
        {rolesOf(parts).map((role) => (
          <Checkbox
            key={role}
            checked={value.includes(role)}
            disabled={role === 'owner' && !owner}
            hint={t(`team.does.${role}`)}
            onChange={(on) => onChange(sortRoles(on ? [...value, role] : value.filter((r) => r !== role)))}
          >
            {t(`shell.role.${role}`)}
          </Checkbox>
        ))}
      </div>
      <p aria-live="polite" className="text-small text-bad">
        {error}
      </p>
    </fieldset>
  )
}
