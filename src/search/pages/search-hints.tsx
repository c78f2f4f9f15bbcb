import { List, Stack, Text } from '@mantine/core'

/** What can be typed; for somebody who found nothing, what to try. */
export function SearchHints({ isEmpty = false }: { isEmpty?: boolean }) {
  return (
    <Stack gap="xs">
      {isEmpty ? (
        <Text fw={600} role="status">
          Không tìm thấy gì mà anh, chị được xem. Hãy thử:
        </Text>
      ) : (
        <Text>Tìm trong mọi văn bản, hồ sơ mà anh, chị được xem, cả trong nội dung tệp. Có thể gõ:</Text>
      )}
      <List size="sm" spacing={4}>
        {isEmpty ? <List.Item>Bớt từ, bỏ bớt bộ lọc; chỉ giữ từ đặc trưng nhất.</List.Item> : null}
        <List.Item>Vài chữ, có dấu hay không dấu đều được: bao cao cai cach</List.Item>
        <List.Item>Cụm từ liền nhau trong ngoặc kép: “cải cách hành chính”</List.Item>
        <List.Item>Chữ đầu của từ, thêm dấu sao: nguy*</List.Item>
        <List.Item>Bớt kết quả có một từ, thêm dấu trừ phía trước: báo cáo -nháp</List.Item>
        <List.Item>Số đến, số và ký hiệu, mã hồ sơ: 15, 15/CV-THM</List.Item>
        <List.Item>Ngày hoặc tháng: 24/3/2026, 3/2026, hôm nay, tuần này</List.Item>
      </List>
    </Stack>
  )
}
