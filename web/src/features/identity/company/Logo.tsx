import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { companyQuery, versioned, type CompanyFile, type Versioned } from '../../../shell/company'
import { queryClient } from '../../../lib/query'
import { Button } from '../../../ui/Button'
import { FileDrop } from '../../../ui/FileDrop'
import { toast } from '../../../ui/Toast'
import { logoFault, logoTypes } from './picture'

const put = (company: string, file: Blob) =>
  versioned(
    api.PUT('/api/companies/{company}/logo', {
      params: { path: { company } },
      // The types know the body as text; what is sent is the picture itself.
      body: file as unknown as string,
      headers: { 'Content-Type': file.type },
    }),
  )

/** Shown at once from the device while it goes up; a refused one leaves the old one as it was. */
export function Logo({ company, writable, onChange }: { company: CompanyFile; writable: boolean; onChange: (now: Versioned) => void }) {
  const t = useTranslations('company')
  const { text } = useProblemText()
  /** The address of the file on this device while it is sent. */
  const [sending, setSending] = useState('')
  const [wrong, setWrong] = useState('')
  const src = sending || company.logo

  async function send(file: Blob) {
    setWrong('')
    const fault = await logoFault(file)
    if (fault) return setWrong(t(`logoFault.${fault}`))
    const preview = URL.createObjectURL(file)
    setSending(preview)
    try {
      onChange(await put(company.id, file))
    } catch (error) {
      setWrong(text(toProblem(error)))
    } finally {
      setSending('')
      URL.revokeObjectURL(preview)
    }
  }

  async function remove() {
    setWrong('')
    try {
      const path = { company: company.id }
      const old = (await ok(api.GET('/api/companies/{company}/logo', { params: { path }, parseAs: 'blob' }))) as unknown as Blob
      await api.DELETE('/api/companies/{company}/logo', { params: { path } })
      await queryClient.invalidateQueries({ queryKey: companyQuery(company.id).queryKey })
      toast(t('logoRemoved'), () => void send(old))
    } catch (error) {
      setWrong(text(toProblem(error)))
    }
  }

  return (
    <div id="logo" className="grid gap-3">
      {src ? (
        <div className="flex items-center gap-4">
          <img src={src} alt={t('logoOf', { company: company.name })} className={`size-24 rounded-card border border-line bg-[#fff] object-contain ${sending ? 'animate-pulse' : ''}`} />
          {writable && company.logo && !sending && (
            <Button className="text-bad!" kind="quiet" onClick={() => void remove()}>
              {t('logoRemove')}
            </Button>
          )}
          {sending && <span role="status">{t('logoSending')}</span>}
        </div>
      ) : (
        !writable && <p className="text-ink2">{t('none')}</p>
      )}
      {writable && <FileDrop accept={logoTypes.join()} label={src ? t('logoReplace') : t('logoAdd')} hint={t('logoHint')} onFiles={([file]) => file && void send(file)} />}
      <p role="alert" className="text-small text-bad empty:hidden">
        {wrong}
      </p>
    </div>
  )
}
