import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readVgcaAnswer, vgcaRequest, vgcaUploadAnswer } from './protocol.ts'

describe('what is said with the program of VGCA', () => {
  it('is asked in its own words, with whole addresses and nothing of a session', () => {
    const given = { id: 'a', file: 'https://xa.vn/f.pdf?t=1', upload: 'https://xa.vn/u?t=2' }
    expect(JSON.parse(vgcaRequest(given))).toEqual({
      FileUploadHandler: 'https://xa.vn/u?t=2',
      SessionId: '',
      JWTToken: '',
      FileName: 'https://xa.vn/f.pdf?t=1',
      MetaData: [{ Key: 'docId', Value: 'a' }],
    })
  })

  it.each([
    [{ Status: 0, Message: '', FileName: 'a', FileServer: 'b' }, { state: 'signed' }],
    [{ Status: 11, Message: 'x' }, { state: 'cancelled' }],
    [
      { Status: 14, Message: ' Lỗi\u202e\nthẻ ' },
      { state: 'failed', message: 'Lỗi thẻ' },
    ],
    [
      { Status: 28, Message: 7 },
      { state: 'failed', message: '' },
    ],
    [
      { Status: 28, Message: 'x'.repeat(999) },
      { state: 'failed', message: 'x'.repeat(300) },
    ],
    [{ Status: 500 }, { state: 'no_method' }],
    [{ Status: '0' }, { state: 'failed', message: '' }],
  ])('%j means %j', (said, meant) => {
    expect(readVgcaAnswer(JSON.stringify(said))).toEqual(meant)
  })

  it('never takes anything else for a signature, nor falls over it', () => {
    const anything = fc.oneof(fc.string(), fc.json(), fc.anything())
    fc.assert(
      fc.property(anything, (said) => {
        expect(readVgcaAnswer(said).state).not.toBe('signed')
      }),
      { numRuns: 300 },
    )
    const long = JSON.stringify({ Status: 0, Message: 'x'.repeat(100_000) })
    expect(readVgcaAnswer(long)).toEqual({ state: 'failed', message: '' })
  })

  it('is answered with whether the file was taken, every name there', () => {
    const names = ['Status', 'Message', 'FileName', 'FileServer']
    expect(Object.keys(vgcaUploadAnswer({ refusal: 'a' }))).toEqual(names)
    expect(vgcaUploadAnswer({ name: 'a.pdf', place: '/b' })).toEqual({
      Status: true,
      Message: '',
      FileName: 'a.pdf',
      FileServer: '/b',
    })
  })
})
