import { useTranslations } from '../lib/i18n'

/** Many lines become one. The same drawing as public/favicon.svg. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className} fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round">
      <path d="M4 7c11 0 9 9 17 9M4 16h17M4 25c11 0 9-9 17-9" />
      <circle cx="25.5" cy="16" r="3.5" fill="currentColor" stroke="none" />
    </svg>
  )
}

export function Wordmark() {
  const t = useTranslations('app')
  return (
    <span className="inline-flex items-center gap-2 text-h2 font-strong text-accent">
      <Mark className="size-6" />
      {t('name')}
    </span>
  )
}
