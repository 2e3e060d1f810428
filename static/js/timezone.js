// Tells the server the device's time zone when somebody signs up.
for (const field of document.querySelectorAll("input[data-time-zone]")) {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
