// Says in Dutch that a passkey did not work, where the library only writes to the console.
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  const button = document.querySelector('#passkey_login, #mfa_webauthn_add, #mfa_webauthn_authenticate, #mfa_webauthn_reauthenticate')
  if (!button) { return }
  let line = document.getElementById('passkey-fault')
  if (!line) {
    line = document.createElement('p')
    line.id = 'passkey-fault'
    line.className = 'error mt1'
    line.setAttribute('role', 'alert')
    button.after(line)
  }
  line.textContent = 'Dat lukte niet. Probeer het nog eens, of kies een andere manier.'
})
