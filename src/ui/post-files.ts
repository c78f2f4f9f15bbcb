/** What the server answered to files sent, or the sentence that says why it did not take them. */
export type Posted<Output> = { output: Output; problem?: undefined } | { output?: undefined; problem: string }

/** Sends files to an address of the API, with progress in percent: XMLHttpRequest, because fetch tells none of what it sends. */
export function postFiles<Output>(
  path: string,
  chosen: readonly File[],
  onProgress: (percent: number) => void,
): Promise<Posted<Output>> {
  const body = new FormData()
  for (const file of chosen) body.append('file', file, file.name)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1${path}`)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? (loaded / total) * 100 : 0)
    request.onload = () => {
      const answer = request.response as (Output & { detail?: string }) | null
      if (request.status < 300 && answer) resolve({ output: answer })
      else resolve({ problem: answer?.detail ?? 'Chưa tải được tệp lên. Hãy thử lại.' })
    }
    request.onerror = () =>
      resolve({ problem: 'Mất kết nối khi tải tệp. Hãy kiểm tra mạng rồi chọn lại tệp.' })
    request.send(body)
  })
}
