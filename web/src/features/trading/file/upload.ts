// Sending a file with its progress, which fetch does not tell.
import { api } from '../../../lib/api'
import { needTexts } from '../../../lib/i18n'
import { prefs } from '../../../lib/prefs'
import { offline, Problem } from '../../../lib/problem'

/** Sends a file; `onProgress` hears the share that is through, from 0 to 1. Throws a Problem like every other call. */
export async function upload(address: string, file: File, onProgress: (share: number) => void): Promise<void> {
  // A session that has run out is renewed first: a body this large should not be sent twice.
  await api.GET('/api/session')
  const failed = await new Promise<Problem | null>((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('X-Hub-Request', '1')
    request.setRequestHeader('Accept-Language', prefs().lang)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.upload.addEventListener('progress', (e) => e.lengthComputable && onProgress(e.loaded / e.total))
    request.addEventListener('error', () => resolve(offline()))
    request.addEventListener('load', () => {
      if (request.status < 300) return resolve(null)
      try {
        resolve(new Problem({ ...JSON.parse(request.responseText), status: request.status }))
      } catch {
        resolve(new Problem({ status: request.status, code: request.status === 413 ? 'hub.too_large' : 'hub.unexpected', request_id: request.getResponseHeader('X-Request-Id') ?? '' }))
      }
    })
    request.send(file)
  })
  if (!failed) return
  await needTexts('fault').catch(() => undefined)
  throw failed
}
