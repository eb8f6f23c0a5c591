//! One stylesheet out of `style/main.css` and all that it imports, minified, and written so that the oldest
//! browsers that can run the islands understand it.

use crate::error::{TaskError, TaskResult};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};
use std::path::Path;

/// The first versions with `:has()`, `color-mix()`, `oklch()`, `@layer` and reference types in WebAssembly.
/// What is newer (nesting, `light-dark()`) is rewritten.
fn targets() -> Targets {
    const fn version(major: u32, minor: u32) -> Option<u32> {
        Some(major << 16 | minor << 8)
    }
    Targets::from(Browsers {
        chrome: version(111, 0),
        edge: version(111, 0),
        android: version(111, 0),
        firefox: version(121, 0),
        safari: version(16, 4),
        ios_saf: version(16, 4),
        ..Browsers::default()
    })
}

/// Bundles and minifies the stylesheet whose entry is `entry`.
pub(crate) fn bundle(entry: &Path) -> TaskResult<String> {
    let failed = |error: String| TaskError::at(entry, error);
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(entry)
        .map_err(|e| failed(e.to_string()))?;
    sheet
        .minify(MinifyOptions { targets: targets(), ..MinifyOptions::default() })
        .map_err(|e| failed(e.to_string()))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets: targets(),
            analyze_dependencies: Some(DependencyOptions { remove_imports: false }),
            ..PrinterOptions::default()
        })
        .map_err(|e| failed(e.to_string()))?;
    // A file named in a stylesheet would need its hashed name, and a second trip before the page is whole.
    match printed.dependencies.unwrap_or_default().first() {
        None => Ok(printed.code),
        Some(Dependency::Url(url)) => Err(failed(format!("url({}) is not allowed in a stylesheet", url.url))),
        Some(Dependency::Import(import)) => Err(failed(format!("@import {} was not found", import.url))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(name: &str, files: &[(&str, &str)]) -> TaskResult<String> {
        let folder = std::env::temp_dir().join(format!("sekisho-style-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            std::fs::write(folder.join(file), text).unwrap();
        }
        let css = bundle(&folder.join("main.css"));
        std::fs::remove_dir_all(folder).unwrap();
        css
    }

    #[test]
    fn imports_are_put_into_one_minified_sheet() {
        let css = bundled(
            "imports",
            &[("main.css", "@import './a.css';\nb { color: blue }"), ("a.css", "a { color: red; }")],
        );
        assert_eq!(css.unwrap(), "a{color:red}b{color:#00f}");
    }

    #[test]
    fn nesting_is_written_out_for_browsers_that_lack_it() {
        let css = bundled("nesting", &[("main.css", "a { &:hover { color: red } }")]);
        assert_eq!(css.unwrap(), "a:hover{color:red}");
    }

    #[test]
    fn a_broken_sheet_a_missing_import_and_an_outside_file_are_refused() {
        assert!(bundled("broken", &[("main.css", "a { color: red; } }")]).is_err());
        assert!(bundled("missing", &[("main.css", "@import './none.css';")]).is_err());
        let outside =
            bundled("url", &[("main.css", "a { background: url(x.png) }")]).unwrap_err().to_string();
        assert!(outside.contains("url(x.png)"), "{outside}");
    }
}
