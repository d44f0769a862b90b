import { useState } from 'react'
import { useTranslations } from '../../lib/i18n'
import { Field, Input } from '../../ui/Field'
import { length, passwordGood, passwordLeast, passwordMost } from './check'

/** Says what length tells and no more: nobody can see from outside how well a password was chosen. */
function Meter({ value }: { value: string }) {
  const t = useTranslations('identity.password')
  const n = length(value)
  const good = n >= passwordGood && n <= passwordMost
  const words =
    n === 0 ? t('rule') : n < passwordLeast ? t('short', { left: passwordLeast - n }) : n > passwordMost ? t('tooLong') : good ? t('good') : t('allowed')
  return (
    <>
      <span aria-hidden className="relative mt-1 mb-1.5 block h-1 overflow-hidden rounded-small bg-sunk">
        <span
          className={`absolute inset-y-0 left-0 rounded-small transition-[width] duration-(--fast) ${good ? 'bg-accent' : n < passwordLeast || n > passwordMost ? 'bg-bad' : 'bg-warn'}`}
          style={{ width: `${Math.min(100, (n / passwordGood) * 100)}%` }}
        />
        <span className="absolute inset-y-0 left-[53.33%] w-0.5 bg-surface" />
      </span>
      {words}
    </>
  )
}

type Props = {
  value: string
  onChange: (value: string) => void
  error?: string
  /** A new one is being chosen: with a meter, and the browser offers to make one. */
  fresh?: boolean
  /** It is the first thing to fill in on its page. */
  first?: boolean
}

/** A password can be looked at and pasted; nothing is cut off. */
export function PasswordField({ value, onChange, error, fresh, first }: Props) {
  const t = useTranslations('identity.password')
  const [shown, setShown] = useState(false)
  return (
    <Field label={fresh ? t('fresh') : t('label')} error={error} hint={fresh && <Meter value={value} />}>
      <span className="relative block">
        <Input
          type={shown ? 'text' : 'password'}
          name="password"
          autoComplete={fresh ? 'new-password' : 'current-password'}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={first}
          value={value}
          onChange={(e) => onChange(e.target.value)}
          className="pr-16"
        />
        <button
          type="button"
          aria-label={shown ? t('hideWhat') : t('showWhat')}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 right-0 min-w-14 rounded-control px-2 text-ink2 -outline-offset-2 hover:text-ink"
        >
          {shown ? t('hide') : t('show')}
        </button>
      </span>
    </Field>
  )
}

/** Tells a password manager whose password this is, where the page shows the address as text. */
export const ForAccount = ({ email }: { email: string }) => (
  <input type="text" name="username" autoComplete="username" readOnly hidden value={email} />
)
