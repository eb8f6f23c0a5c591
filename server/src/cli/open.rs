//! Opening what the configuration names: the database and the secret key.

use super::failure::Failure;
use crate::account::store as accounts;
use crate::account::store::Account;
use crate::clock::SystemClock;
use crate::config::{Config, Sources};
use crate::core::Core;
use crate::db::Db;
use crate::secret::{SecretKeys, load_or_create};
use sekisho_engine::email_address::EmailAddress;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// The server's inside on what is there already: commands that look or change.
pub(super) async fn existing(sources: &Sources) -> Result<Core, Failure> {
    let (config, provenance) = Config::load(sources)?;
    let db = existing_database(&config).await?;
    if !db.is_migrated().await? {
        return Err(Failure::new("the database is not up to date: run `sekisho migrate`"));
    }
    let keys = existing_keys(&config)?;
    Ok(core(config, db, keys)?.configured_by(provenance))
}

/// The server's inside; what isn't there yet is made.
pub(super) async fn ready(config: Config) -> Result<Core, Failure> {
    let db = migrated_database(&config).await?;
    let keys = if accounts::count(&mut db.read().await?).await?.0 > 0 {
        existing_keys(&config)?
    } else {
        SecretKeys::new(load_or_create(&config.secret.file)?)?
    };
    core(config, db, keys)
}

/// The database of the configuration, if there is one.
pub(super) async fn existing_database(config: &Config) -> Result<Db, Failure> {
    let url = &config.database.url;
    if let Some(path) = url.file()
        && !path.exists()
    {
        let path = path.display();
        return Err(Failure::new(format!("there is no database at {path}: `sekisho serve` makes one")));
    }
    Ok(Db::connect(url.as_str()).await?)
}

/// The database of the configuration, made if it isn't there, and brought up to date.
pub(super) async fn migrated_database(config: &Config) -> Result<Db, Failure> {
    let url = &config.database.url;
    if let Some(path) = url.file().filter(|path| !path.exists()) {
        let folder = path.parent().unwrap_or(Path::new("."));
        let made = fs::create_dir_all(folder).and_then(|()| private_file(path));
        made.map_err(|error| Failure::new(format!("database.url: {}: {error}", path.display())))?;
    }
    let db = Db::connect(url.as_str()).await?;
    db.migrate().await?;
    Ok(db)
}

/// Makes a file that only its owner reads.
pub(super) fn private_file(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ())
}

/// The keys that the database was used with. Another key in their place would leave everything sealed.
pub(super) fn existing_keys(config: &Config) -> Result<SecretKeys, Failure> {
    let path = &config.secret.file;
    if path.exists() {
        return Ok(SecretKeys::new(load_or_create(path)?)?);
    }
    Err(Failure::new(format!(
        "secret.file: {} is not there, and the database has been used with it: bring it back",
        path.display()
    )))
}

fn core(config: Config, db: Db, keys: SecretKeys) -> Result<Core, Failure> {
    Ok(Core::new(config, db, Arc::new(SystemClock), keys)?)
}

/// The account of this e-mail address or user name.
pub(super) async fn account(core: &Core, named: &str) -> Result<Account, Failure> {
    let mut reader = core.db.read().await?;
    let found = match named.parse::<EmailAddress>() {
        Ok(email) => accounts::find_by_email(&mut reader, &email).await?,
        Err(_) => accounts::find_by_username(&mut reader, named).await?,
    };
    found.ok_or_else(|| Failure::new(format!("there is no account {named:?}")))
}
