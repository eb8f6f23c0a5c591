// Proves the address of the other family (IPv6 beside IPv4, or the other way round), so that a second factor that
// was just shown counts there, too: the portal gives out a token, and it comes back over a host name that has
// addresses of the other family only. No cookie goes along. Where that family can't be reached nothing happens, and
// the page says which one is covered. Where people arrive after signing in (the element is hidden) nothing is said.
{
  const note = document.querySelector("[data-prove]");

  const prove = async () => {
    const offer = await fetch(note.dataset.prove, { method: "POST" });
    if (!offer.ok) return false;
    const { url, token } = await offer.json();
    const answer = await fetch(url, { method: "POST", body: token, credentials: "omit" });
    return answer.ok;
  };

  if (note) {
    const says = (words) => !note.hidden && (note.textContent = words);
    says(note.dataset.proving);
    prove()
      .catch(() => false)
      .then((proved) => {
        says(proved ? note.dataset.proved : "");
        if (proved && !note.hidden) note.previousElementSibling.remove();
      });
  }
}
