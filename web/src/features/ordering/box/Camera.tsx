import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Dialog } from '../../../ui/Dialog'

type Detector = { detect: (from: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

const formats = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'itf', 'qr_code', 'data_matrix']

/** So long between two looks. */
const pause = 120

/** The camera, until it has seen a code. It is asked for by whoever opens this, and let go when it is closed. */
export function Camera({ onCode, onClose }: { onCode: (code: string) => void; onClose: () => void }) {
  const t = useTranslations('box.camera')
  const video = useRef<HTMLVideoElement>(null)
  const [refused, setRefused] = useState(false)
  const seen = useEffectEvent(onCode)
  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const detector = new (globalThis as unknown as { BarcodeDetector: DetectorClass }).BarcodeDetector({ formats })
    const look = async () => {
      if (over || !video.current) return
      const [code] = await detector.detect(video.current).catch(() => [])
      if (over) return
      if (code) return seen(code.rawValue)
      timer = setTimeout(() => void look(), pause)
    }
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
        if (over || !video.current) return stop()
        video.current.srcObject = stream
        await video.current.play()
        await look()
      } catch {
        if (!over) setRefused(true)
      }
    }
    const stop = () => stream?.getTracks().forEach((track) => track.stop())
    void start()
    return () => {
      over = true
      clearTimeout(timer)
      stop()
    }
  }, [])
  return (
    <Dialog open onClose={onClose} title={t('title')} description={t('about')}>
      {refused ? <p className="text-warn">{t('refused')}</p> : <video ref={video} muted playsInline aria-label={t('picture')} className="aspect-video w-full rounded-card bg-sunk object-cover" />}
    </Dialog>
  )
}
