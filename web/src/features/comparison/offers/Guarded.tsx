import { useMemo, type ReactNode } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { useSession, type Seat } from '../../../shell/session'

const escape = (text: string) => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** The names, small and aslant, as a picture that repeats: no text that a reader or a machine would take for content. */
function picture(words: string) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="220"><text x="20" y="170" transform="rotate(-20 20 170)" font-family="sans-serif" font-size="17" fill="#808080" fill-opacity=".1">${escape(words)}</text></svg>`
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`
}

/** Around what a supplier shows to one buyer: on the screen it carries that buyer's name faintly, on paper it is not at all; there is a print with a mark for that. */
export function Guarded({ seat, children, className }: { seat: Seat; children: ReactNode; className?: string }) {
  const t = useTranslations('offers')
  const { person } = useSession()
  const backgroundImage = useMemo(() => picture(`${seat.company.name} · ${person.name}`), [seat.company.name, person.name])
  return (
    <>
      <div className={`relative print:hidden ${className ?? ''}`}>
        {children}
        <div aria-hidden className="pointer-events-none absolute inset-0" style={{ backgroundImage }} />
      </div>
      <p className="hidden p-4 print:block">{t('paper.onlyMarked')}</p>
    </>
  )
}
