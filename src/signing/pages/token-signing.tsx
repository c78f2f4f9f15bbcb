import { Anchor, Button, List, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { Notice } from '../../ui/notice.tsx'
import type { ThingToSign } from '../model/token-batch.ts'
import type { AgentCertificate } from './agent-client.ts'
import { DoneNotice, UnsignedNotice, Working } from './signing-parts.tsx'
import { useTokenSigning } from './use-token-signing.ts'

interface TokenSigningProps {
  things: readonly ThingToSign[]
  holder: 'own' | 'office'
  /** Below the API, where they are prepared and brought; files unless told. */
  path?: string
  /** Something was signed, and the officer has read what. */
  onDone(): void
}

type Signing = ReturnType<typeof useTokenSigning>

/** Signs a batch with the token on this PC, each step told in a sentence; lies inside a dialog or a page. */
export function TokenSigning({ things, holder, path = '/token-signatures', onDone }: TokenSigningProps) {
  const signing = useTokenSigning(things, { holder, path })
  return (
    <Stack gap="sm" aria-live="polite">
      <Step signing={signing} onDone={onDone} />
      {['ready', 'done'].includes(signing.state.step) ? (
        <UnsignedNotice unsigned={signing.batch.unsigned} />
      ) : null}
    </Stack>
  )
}

function Step({ signing, onDone }: { signing: Signing; onDone(): void }) {
  const { state, look, prepare } = signing
  switch (state.step) {
    case 'looking':
      return <Working>Đang tìm thiết bị ký trên máy này…</Working>
    case 'agent':
      return <AgentMissing state={state.state} onAgain={look} />
    case 'no_certificate':
      return (
        <Again words="Không thấy chứng thư nào. Hãy cắm thiết bị ký vào máy." onAgain={look}>
          Tìm lại
        </Again>
      )
    case 'choose':
      return <Choose certificates={state.certificates} onChosen={prepare} />
    case 'preparing':
      return <Working>Đang chuẩn bị tệp để ký…</Working>
    case 'ready':
      return <Ready signing={signing} words={state.words} />
    case 'waiting':
      return <Waiting blockedAt={signing.blockedAt} />
    case 'taking':
      return <Working>{`Đang kiểm tra và lưu chữ ký: ${state.done}/${state.all}`}</Working>
    case 'done':
      return <DoneNotice signed={state.signed} words={state.words} onDone={onDone} />
  }
}

function Again({ words, onAgain, children }: { words: string; onAgain(): void; children: string }) {
  return (
    <>
      <Notice tone="warning" title={words} />
      <Button variant="default" w="fit-content" onClick={onAgain}>
        {children}
      </Button>
    </>
  )
}

function AgentMissing({ state, onAgain }: { state: 'unreachable' | 'unpaired'; onAgain(): void }) {
  const title =
    state === 'unpaired'
      ? 'Chương trình ký trên máy này chưa ghép với trang của đơn vị'
      : 'Không thấy chương trình ký trên máy này'
  return (
    <>
      <Notice tone="warning" title={title}>
        {state === 'unpaired'
          ? 'Hãy ghép một lần ở trang “Máy của tôi”. '
          : 'Hãy mở chương trình; chưa cài thì xem cách cài ở trang “Máy của tôi”. Vẫn có thể ký bằng phần mềm khác rồi tải lên tệp đã ký. '}
        <Anchor component={Link} to="/may-cua-toi" inherit underline="always">
          Mở “Máy của tôi”
        </Anchor>
      </Notice>
      <Button variant="default" w="fit-content" onClick={onAgain}>
        Tìm lại
      </Button>
    </>
  )
}

interface ChooseProps {
  certificates: readonly AgentCertificate[]
  onChosen(certificate: AgentCertificate): void
}

function Choose({ certificates, onChosen }: ChooseProps) {
  const [fingerprint, setFingerprint] = useState('')
  const chosen = certificates.find((each) => each.fingerprint === fingerprint)
  return (
    <>
      <Radio.Group label="Ký bằng chứng thư nào?" value={fingerprint} onChange={setFingerprint}>
        <Stack gap="xs" mt="xs">
          {certificates.map((each) => (
            <Radio
              key={each.fingerprint}
              value={each.fingerprint}
              label={`${each.label}, thiết bị ${each.token}`}
            />
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
  const { prepared } = signing.batch
  if (prepared.length === 0) {
    return (
      <Button variant="default" w="fit-content" onClick={signing.look}>
        Chuẩn bị lại
      </Button>
    )
  }
  return (
    <>
      {words ? <Notice tone="warning" title={words} /> : null}
      <Text size="sm">Bấm “Ký số”, đọc tên tệp trong cửa sổ ký rồi nhập mã PIN một lần cho tất cả:</Text>
      <List size="sm">
        {prepared.map(({ id, name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
      <Button w="fit-content" onClick={signing.sign} data-autofocus>
        {prepared.length === 1 ? 'Ký số' : `Ký số ${prepared.length} tệp`}
      </Button>
    </>
  )
}

function Waiting({ blockedAt }: { blockedAt: string | null }) {
  return (
    <>
      <Working>Đang chờ bạn trong cửa sổ ký. Mã PIN chỉ nhập ở đó.</Working>
      {blockedAt ? (
        <Text size="sm">
          Trình duyệt không tự mở được cửa sổ ký.{' '}
          <Anchor href={blockedAt} target="_blank" rel="opener" inherit underline="always">
            Mở cửa sổ ký
          </Anchor>
        </Text>
      ) : null}
    </>
  )
}
