import { Button, Group, List, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { Notice } from '../../ui/notice.tsx'
import type { RemoteKey } from '../model/remote-batch.ts'
import type { ThingToSign } from '../model/token-batch.ts'
import { DoneNotice, UnsignedNotice, Working } from './signing-parts.tsx'
import { useRemoteSigning } from './use-remote-signing.ts'

interface RemoteSigningProps {
  things: readonly ThingToSign[]
  holder: 'own' | 'office'
  onDone(): void
}

type Signing = ReturnType<typeof useRemoteSigning>

/** Signs a batch by a key that lies at a remote signing service; lies inside a dialog or a page. */
export function RemoteSigning({ things, holder, onDone }: RemoteSigningProps) {
  const signing = useRemoteSigning(things, holder)
  const { state, round } = signing
  return (
    <Stack gap="sm" aria-live="polite">
      <Step signing={signing} holder={holder} onDone={onDone} />
      {state.step === 'ready' || state.step === 'done' ? <UnsignedNotice unsigned={round.unsigned} /> : null}
    </Stack>
  )
}

function Step({ signing, holder, onDone }: { signing: Signing } & Omit<RemoteSigningProps, 'things'>) {
  const { state, round } = signing
  switch (state.step) {
    case 'looking':
      return <Working>Đang hỏi dịch vụ ký số từ xa…</Working>
    case 'account':
      return <Account signing={signing} holder={holder} words={state.words} />
    case 'choose':
      return <Choose keys={state.keys} onChosen={(key) => void signing.prepare(key)} />
    case 'preparing':
      return <Working>Đang chuẩn bị tệp để ký…</Working>
    case 'ready':
      // Codes count once: what was typed for one approval is not offered for the next.
      return <Ready key={round.prepared[0]?.id ?? ''} signing={signing} words={state.words} />
    case 'signing':
      return (
        <Working>
          {round.key?.codes.length === 0
            ? 'Hãy mở ứng dụng ký số trên điện thoại và xác nhận. Trang này đang chờ…'
            : 'Dịch vụ đang ký, phần mềm kiểm tra và lưu chữ ký…'}
        </Working>
      )
    case 'done':
      return <DoneNotice signed={round.signed} words={null} onDone={onDone} />
  }
}

interface AccountProps {
  signing: Signing
  holder: 'own' | 'office'
  words: string | null
}

function Account({ signing, holder, words }: AccountProps) {
  const [typed, setTyped] = useState(signing.account)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void signing.saveAccount(typed.trim())
      }}
    >
      <Stack gap="sm">
        {words ? <Notice tone="warning" title={words} /> : null}
        <TextInput
          label={`Tài khoản ký số từ xa ${holder === 'own' ? 'của bạn' : 'của cơ quan'}`}
          description="Tên tài khoản do nhà cung cấp dịch vụ cấp. Phần mềm ghi nhớ cho lần sau."
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          maxLength={200}
          required
          data-autofocus
        />
        <Button type="submit" w="fit-content" disabled={typed.trim() === ''}>
          Tiếp tục
        </Button>
      </Stack>
    </form>
  )
}

const wordsOf = ({ holder, issuer, validTo }: RemoteKey) =>
  `${holder}, nơi cấp ${issuer}, hết hạn ${formatDate(localDate(new Date(validTo)))}`

function Choose({ keys, onChosen }: { keys: readonly RemoteKey[]; onChosen(key: RemoteKey): void }) {
  const [id, setId] = useState('')
  const chosen = keys.find((each) => each.id === id)
  return (
    <>
      <Radio.Group label="Ký bằng chứng thư nào?" value={id} onChange={setId}>
        <Stack gap="xs" mt="xs">
          {keys.map((each) => (
            <Radio key={each.id} value={each.id} label={wordsOf(each)} />
          ))}
        </Stack>
      </Radio.Group>
      <Button w="fit-content" disabled={!chosen} onClick={() => chosen && onChosen(chosen)}>
        Tiếp tục
      </Button>
    </>
  )
}

function Ready({ signing, words }: { signing: Signing; words: string | null }) {
  const { round, account, changeAccount, sign } = signing
  const { key, prepared, waiting } = round
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({})
  if (!key) return null
  const isComplete = key.codes.every(({ id }) => (codes[id] ?? '') !== '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!isComplete) return
        setCodes({})
        void sign(codes)
      }}
    >
      <Stack gap="sm">
        {words ? <Notice tone="warning" title={words} /> : null}
        <Text size="sm">
          Tài khoản {account}: {wordsOf(key)}.
        </Text>
        <List size="sm">
          {prepared.map(({ id, name }) => (
            <List.Item key={id}>{name}</List.Item>
          ))}
        </List>
        {waiting.length > 0 ? (
          <Text size="sm">
            Dịch vụ ký {prepared.length} tệp mỗi lần xác nhận; {waiting.length} tệp còn lại ký tiếp sau đó.
          </Text>
        ) : null}
        <Codes signing={signing} asked={key.codes} codes={codes} onChange={setCodes} />
        <Group gap="sm">
          <Button type="submit" disabled={!isComplete}>
            {prepared.length === 1 ? 'Ký số' : `Ký số ${prepared.length} tệp`}
          </Button>
          <Button variant="default" onClick={changeAccount}>
            Đổi tài khoản
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface CodesProps {
  signing: Signing
  asked: RemoteKey['codes']
  codes: Readonly<Record<string, string>>
  onChange(codes: Readonly<Record<string, string>>): void
}

/** What the service asks of the officer; passed on to it, kept nowhere. */
function Codes({ signing, asked, codes, onChange }: CodesProps) {
  const [sent, setSent] = useState<'no' | 'asking' | 'yes'>('no')
  if (asked.length === 0)
    return <Text size="sm">Bấm “Ký số” rồi xác nhận trong ứng dụng ký số trên điện thoại.</Text>
  async function send() {
    setSent('asking')
    setSent((await signing.sendCode()) ? 'yes' : 'no')
  }
  return (
    <>
      {asked.map(({ id, label, description, isSent }) => (
        <Stack key={id} gap={4} align="flex-start">
          <PasswordInput
            label={label}
            description={description || undefined}
            value={codes[id] ?? ''}
            onChange={(event) => onChange({ ...codes, [id]: event.currentTarget.value })}
            autoComplete={isSent ? 'one-time-code' : 'off'}
            maxLength={200}
            w="100%"
            maw={320}
          />
          {isSent ? (
            <Button
              variant="default"
              size="compact-sm"
              loading={sent === 'asking'}
              onClick={() => void send()}
            >
              {sent === 'yes' ? 'Gửi lại mã' : 'Gửi mã cho tôi'}
            </Button>
          ) : null}
        </Stack>
      ))}
    </>
  )
}
