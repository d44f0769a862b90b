import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { toProblem, type Problem } from '../lib/problem'
import { Button, type ButtonProps } from './Button'
import { Refusal } from './States'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** Buttons; the primary one comes last. On a phone they are full width. */
  actions?: ReactNode
  /** center: a question. side: work beside the page, a full sheet on a phone. */
  place?: 'center' | 'side'
}

const places = {
  center: 'max-tablet:inset-x-0 max-tablet:bottom-0 max-tablet:rounded-t-sheet tablet:top-1/2 tablet:left-1/2 tablet:w-[30rem] tablet:-translate-1/2 tablet:rounded-sheet max-h-[90dvh]',
  side: 'inset-y-0 right-0 w-[28rem] max-w-full tablet:max-w-[90vw] tablet:rounded-l-sheet',
}

/** Holds the keyboard inside, closes with Escape, gives the focus back to where it came from. */
export function Dialog({ open, onClose, title, description, children, actions, place = 'center' }: DialogProps) {
  const t = useTranslations('ui')
  return (
    <Base.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-(--z-sheet) bg-[rgb(0_0_0/.4)] transition-opacity duration-(--fast) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className={clsx('popup fixed z-(--z-sheet) flex flex-col rounded-none', places[place])}>
          <header className="flex items-start gap-2 border-b border-line py-2 pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 py-1 text-h2 font-strong">{title}</Base.Title>
            <Base.Close render={<Button kind="quiet" aria-label={t('close')} icon={<X aria-hidden />} />} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">
            {description && <Base.Description className={clsx(children ? 'mb-4' : undefined)}>{description}</Base.Description>}
            {children}
          </div>
          {actions && <footer className="flex gap-2 border-t border-line p-4 max-tablet:flex-col-reverse tablet:justify-end">{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export type ConfirmProps = {
  open: boolean
  onClose: () => void
  title: string
  /** What will happen, with numbers, and what will not. */
  description: ReactNode
  /** The act in words: "Remove 3 colleagues", never "OK". */
  action: string
  kind?: ButtonProps['kind']
  /** May fail; the dialog stays open until it is done and says why it is not. */
  onConfirm: () => Promise<unknown> | void
  children?: ReactNode
}

/** For what cannot be undone. What can be undone is done at once, with a toast. */
export function ConfirmDialog({ open, onClose, title, description, action, kind = 'danger', onConfirm, children }: ConfirmProps) {
  const t = useTranslations('ui')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const close = () => {
    setProblem(null)
    onClose()
  }
  const confirm = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm()
      close()
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button kind={kind} busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <Refusal problem={problem} />
    </Dialog>
  )
}
