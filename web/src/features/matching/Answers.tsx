import { Check, SkipForward, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import { Button, type ButtonProps } from '../../ui/Button'
import type { Verdict } from './queue'

function Key({ children }: { children: ReactNode }) {
  return (
    <kbd aria-hidden className="rounded-small border border-current px-1 font-[inherit] text-caption opacity-80 pointer-coarse:hidden">
      {children}
    </kbd>
  )
}

type Answer = ButtonProps & { word: string; keyName: string }

const Big = ({ word, keyName, ...rest }: Answer) => (
  <Button {...rest} aria-keyshortcuts={keyName.toLowerCase()} className="h-14! min-w-0 px-2! tablet:min-w-32">
    {word}
    <Key>{keyName}</Key>
  </Button>
)

/** The answers under the thumb: no, skip, yes, and the last one taken back. */
export function Answers({ disabled, canUndo, yes, onAnswer, onUndo }: { disabled: boolean; canUndo: boolean; yes: string; onAnswer: (verdict: Verdict) => void; onUndo: () => void }) {
  const t = useTranslations('matching')
  return (
    <div
      role="group"
      aria-label={t('answer')}
      className="grid grid-cols-[auto_1fr_auto_1fr] gap-2 p-3 tablet:flex tablet:justify-end"
    >
      <Button icon={<Undo2 aria-hidden />} disabled={!canUndo} aria-keyshortcuts="u Control+z" onClick={onUndo} className="h-14! tablet:mr-auto">
        <span className="max-tablet:sr-only">{t('undo')}</span>
        <span className="max-tablet:hidden">
          <Key>U</Key>
        </span>
      </Button>
      <Big word={t('no')} keyName="N" icon={<X aria-hidden className="text-bad" />} disabled={disabled} onClick={() => onAnswer('different')} />
      <Big word={t('skip')} keyName="S" kind="quiet" icon={<SkipForward aria-hidden className="max-tablet:hidden" />} disabled={disabled} onClick={() => onAnswer('skip')} />
      <Big word={yes} keyName="Y" kind="primary" icon={<Check aria-hidden />} disabled={disabled} onClick={() => onAnswer('same')} />
    </div>
  )
}
