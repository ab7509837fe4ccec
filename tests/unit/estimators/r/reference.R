# Writes values.csv: what R says of the data in this folder, to hold the estimators against.
# Rscript reference.R   (R 4.2.2, survival 3.5-3, etm 1.1.1)
library(survival)
library(etm)
options(digits = 15)
rows <- list()
put <- function(set, what, at, value, error)
  rows[[length(rows) + 1]] <<- data.frame(set = set, what = what, at = at,
                                          value = sprintf("%.13f", value),
                                          error = sprintf("%.13f", error))

# Kaplan-Meier with late entry and ties: age in months at entry and at death or end.
channing <- read.csv("channing.csv")
channing <- channing[channing$age > channing$ageentry, ]
for (g in 1:2) {
  own <- channing[channing$gender == g & channing$age > 840, ]
  own$ageentry <- pmax(own$ageentry, 840)  # given that one lives to 70
  fit <- survfit(Surv(ageentry, age, death) ~ 1, own)
  s <- summary(fit, times = c(900, 960, 1020, 1080))
  put("channing", paste0("S_", g), s$time, s$surv, s$std.err)
}

# The same estimate of age at death, with many more persons.
mgus2 <- read.csv("mgus2.csv")
mgus2$entry <- 12 * mgus2$age
mgus2$exit <- mgus2$entry + mgus2$futime
late <- mgus2[mgus2$exit > 720, ]
late$entry <- pmax(late$entry, 720)
s <- summary(survfit(Surv(entry, exit, death) ~ 1, late), times = c(800, 900, 960, 1020, 1100))
put("mgus2", "S_age", s$time, s$surv, s$std.err)

# Competing risks by cause, Greenwood-type errors.
incidence <- function(set, entry, exit, cause, at, from = 0) {
  frame <- data.frame(id = seq_along(exit), entry = entry, exit = exit, from = "0",
                      to = ifelse(cause == "", "cens", cause))
  frame <- frame[frame$exit > from, ]
  causes <- sort(setdiff(unique(frame$to), "cens"))
  states <- c("0", causes)
  allowed <- matrix(FALSE, length(states), length(states))
  allowed[1, -1] <- TRUE
  fit <- etm(frame, states, allowed, "cens", s = from)
  for (one in causes) {
    p <- trprob(fit, paste("0", one), at)
    v <- trcov(fit, paste("0", one), at)
    put(set, one, at, as.numeric(p), sqrt(as.numeric(v)))
  }
}
abortion <- read.csv("abortion.csv")
for (g in 0:1) with(abortion[abortion$group == g, ],
  incidence(paste0("abortion_", g), entry, exit, as.character(cause), c(8, 12, 20, 35)))
unempdur <- read.csv("unempdur.csv")
unempdur <- unempdur[rep(seq_len(nrow(unempdur)), unempdur$number), ]
with(unempdur, incidence("unempdur", rep(0, length(spell)), spell, cause, c(1, 5, 10, 20)))
first <- with(mgus2, ifelse(pstat == 1, "pcm", ifelse(death == 1, "death", "")))
until <- with(mgus2, ifelse(pstat == 1, ptime, futime))
incidence("mgus2", rep(0, length(until)), until, first, c(60, 120, 240, 360))
with(mgus2, incidence("mgus2_age", entry, entry + until, first, c(800, 900, 1000), 720))

# Transition probabilities between states.
chances <- function(set, moves, states, allowed, s, at, starts) {
  fit <- etm(moves, states, allowed, "cens", s = s)
  for (a in starts) for (b in states) {
    p <- trprob(fit, paste(a, b), at)
    v <- trcov(fit, paste(a, b), at)
    put(set, paste(a, b), at, as.numeric(p), sqrt(as.numeric(v)))
  }
}
ladder <- function(n) { m <- matrix(FALSE, n, n); m[upper.tri(m)] <- TRUE; m }

ebmt3 <- read.csv("ebmt3.csv")
moves <- do.call(rbind, lapply(seq_len(nrow(ebmt3)), function(i) {
  r <- ebmt3[i, ]
  out <- ifelse(r$rfsstat == 1, "3", "cens")
  if (r$prstat == 1 && r$prtime < r$rfstime)
    data.frame(id = i, entry = c(0, r$prtime), exit = c(r$prtime, r$rfstime),
               from = c("1", "2"), to = c("2", out))
  else data.frame(id = i, entry = 0, exit = r$rfstime, from = "1", to = out)
}))
chances("ebmt3", moves, c("1", "2", "3"), ladder(3), 0, c(100, 365, 1826), "1")
chances("ebmt3_100", moves, c("1", "2", "3"), ladder(3), 100, c(365, 1826), c("1", "2"))

# Six states: transplant, recovery, adverse event, both, relapse, death. What comes first counts.
ebmt4 <- read.csv("ebmt4.csv")
events <- list("2" = "rec", "3" = "ae", "4" = "recae", "5" = "rel", "6" = "srv")
onward <- list("1" = c("2", "3", "5", "6"), "2" = c("4", "5", "6"), "3" = c("4", "5", "6"),
               "4" = c("5", "6"))
allowed <- matrix(FALSE, 6, 6)
for (a in names(onward)) allowed[as.integer(a), as.integer(onward[[a]])] <- TRUE
walk <- function(i) {
  r <- ebmt4[i, ]; state <- "1"; since <- 0; out <- NULL
  while (state %in% names(onward)) {
    days <- sapply(events[onward[[state]]], function(e) r[[e]])
    seen <- sapply(events[onward[[state]]], function(e) r[[paste0(e, ".s")]]) == 1
    ends <- if (any(seen)) min(days[seen]) else max(days)
    to <- if (any(seen)) onward[[state]][seen][which.min(days[seen])] else "cens"
    if (ends > since) out <- rbind(out, data.frame(id = i, entry = since, exit = ends,
                                                   from = state, to = to))
    state <- to; since <- ends
  }
  out
}
moves <- do.call(rbind, lapply(seq_len(nrow(ebmt4)), walk))
chances("ebmt4", moves, as.character(1:6), allowed, 0, c(100, 365, 1826), "1")

# Illness and death by age: everybody enters late.
moves <- do.call(rbind, lapply(seq_len(nrow(mgus2)), function(i) {
  r <- mgus2[i, ]
  out <- ifelse(r$death == 1, "dead", "cens")
  if (r$pstat == 1 && r$ptime < r$futime)
    data.frame(id = i, entry = c(r$entry, r$entry + r$ptime),
               exit = c(r$entry + r$ptime, r$exit), from = c("mgus", "pcm"), to = c("pcm", out))
  else data.frame(id = i, entry = r$entry, exit = r$exit, from = "mgus",
                  to = ifelse(r$pstat == 1, "pcm", out))
}))
chances("mgus2_age_states", moves, c("mgus", "pcm", "dead"), ladder(3), 720, c(840, 960),
        c("mgus", "pcm"))
write.csv(do.call(rbind, rows), "values.csv", row.names = FALSE, quote = FALSE)
