// Sends files in pieces (tus 1.0): after a dropped connection it goes on where the server has got to. The forms work
// without this script; it only replaces their sending.
;(() => {
  const piece = 1024 * 1024
  const pauses = [1, 2, 4, 8, 15, 30]
  const tus = { 'Tus-Resumable': '1.0.0' }
  let sending = 0
  addEventListener('beforeunload', (event) => {
    if (sending > 0) event.preventDefault()
  })

  for (const form of document.querySelectorAll('form[data-pieces]')) {
    const input = form.querySelector('input[type=file]')
    const status = form.querySelector('[role=status]')
    const start = () => {
      if (input.files.length > 0 && !input.disabled) sendAll(form, input, status)
    }
    input.addEventListener('change', start)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      start()
    })
  }

  async function sendAll(form, input, status) {
    const files = [...input.files]
    const button = form.querySelector('button')
    sending += 1
    input.disabled = button.disabled = true
    let failed = ''
    for (const file of files) failed = (await sendOne(form, file, status)) || failed
    sending -= 1
    if (!failed && sending === 0) {
      history.replaceState(null, '', `${location.pathname}#${form.parentElement.id}`)
      return location.reload()
    }
    input.disabled = button.disabled = false
    input.value = ''
    say(status, failed || 'Đã gửi xong. Trang sẽ mở lại khi các tệp khác gửi xong.', Boolean(failed))
  }

  // Resolves with a sentence when the file was refused, with nothing when it is attached.
  async function sendOne(form, file, status) {
    const { pieces, place, ordinal, megabytes } = form.dataset
    if (file.size === 0) return `Tệp “${file.name}” rỗng. Hãy chọn lại.`
    if (file.size > megabytes * 1024 * 1024) return `Tệp “${file.name}” lớn hơn ${megabytes} MB. Hãy chọn tệp nhỏ hơn.`
    const key = ['tep', pieces, place, ordinal, file.name, file.size, file.lastModified].join(' ')
    let address = remembered(key)
    for (let tries = 0; ; ) {
      try {
        address ??= await announce(form, file)
        remember(key, address)
        const answer = await ask('HEAD', address)
        if (answer.headers.get('Upload-Complete')) return forget(key)
        if (answer.status === 404 || answer.status === 410) {
          address = forget(key)
          throw new Error('gone')
        }
        if (answer.status === 423 || answer.status >= 500) throw new Error('busy')
        if (!answer.ok) return forget(key) ?? (await sentence(answer))
        let offset = Number(answer.headers.get('Upload-Offset'))
        for (;;) {
          say(status, progress(file, offset))
          const body = file.slice(offset, offset + piece)
          const sent = await ask('PATCH', address, body, {
            'Upload-Offset': String(offset),
            'Content-Type': 'application/offset+octet-stream',
          })
          if ([409, 423, 429].includes(sent.status) || sent.status >= 500) throw new Error('again')
          if (!sent.ok) return forget(key) ?? (await sentence(sent))
          offset = Number(sent.headers.get('Upload-Offset'))
          tries = 0
          if (offset >= file.size) {
            say(status, progress(file, file.size))
            return forget(key)
          }
        }
      } catch (error) {
        if (error.refused) return error.refused
        const seconds = pauses[Math.min(tries++, pauses.length - 1)]
        say(status, `Mất kết nối. Phần đã gửi vẫn được giữ; tự gửi tiếp sau ${seconds} giây. Đừng đóng trang này.`)
        await pause(seconds)
      }
    }
  }

  async function announce(form, file) {
    const { pieces, place, ordinal } = form.dataset
    const facts = { filename: file.name, place, ordinal }
    const answer = await ask('POST', pieces, undefined, {
      'Upload-Length': String(file.size),
      'Upload-Metadata': Object.entries(facts).map(([name, value]) => `${name} ${base64(value)}`).join(),
    })
    if (answer.status >= 500 || answer.status === 429) throw new Error('again')
    if (!answer.ok) throw { refused: await sentence(answer) }
    return answer.headers.get('Location')
  }

  const ask = (method, address, body, headers) =>
    fetch(address, { method, body, headers: { ...tus, ...headers }, signal: AbortSignal.timeout(100000) })

  async function sentence(answer) {
    const text = await answer.text()
    try {
      return JSON.parse(text).detail
    } catch {
      return text.trim() || 'Chưa gửi được tệp này. Hãy tải lại trang rồi thử lại.'
    }
  }

  // Waits, but not once the connection is back.
  const pause = (seconds) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, seconds * 1000)
      function done() {
        clearTimeout(timer)
        removeEventListener('online', done)
        resolve()
      }
      addEventListener('online', done)
    })

  const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(1).replace('.', ',')
  const progress = (file, offset) =>
    offset >= file.size
      ? `Đã gửi xong “${file.name}”.`
      : `Đang gửi “${file.name}”: ${megabytes(offset)} trong ${megabytes(file.size)} MB (${Math.floor((offset / file.size) * 100)}%).`

  function say(status, words, isWrong) {
    status.className = isWrong ? 'wrong' : 'hint'
    status.textContent = words
  }

  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
  // A browser that keeps nothing only loses going on after the page was closed.
  function remembered(key) {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  function remember(key, address) {
    try {
      localStorage.setItem(key, address)
    } catch {}
  }
  function forget(key) {
    try {
      localStorage.removeItem(key)
    } catch {}
    return undefined
  }
})()
